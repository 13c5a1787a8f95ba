package network.cocoon.house;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

final class DeclaresToString extends ArchCondition<JavaClass> {

    DeclaresToString() {
        super("declare a toString of their own, not the one a record is given");
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
        boolean declared = type.tryGetMethod("toString").isPresent();
        // A record without one gets it from the compiler through ObjectMethods.
        boolean generated = type.isRecord()
                && type.tryGetMethod("toString")
                        .map(m -> m.getMethodCallsFromSelf().isEmpty()
                                && m.getAccessesFromSelf().isEmpty())
                        .orElse(true);
        events.add(new SimpleConditionEvent(
                type, declared && !generated, type.getName() + (declared ? " has" : " lacks") + " its own toString"));
    }
}
