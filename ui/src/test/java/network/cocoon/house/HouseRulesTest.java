package network.cocoon.house;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Rules of the house that no single module can keep alone. */
class HouseRulesTest {

    private static JavaClasses house;

    @BeforeAll
    static void read_every_module() {
        house = House.classes();
    }

    @Test
    void the_domain_reads_no_clock_and_no_random_source() {
        Set<String> sources = Set.of(
                "java.time.Instant.now",
                "java.time.LocalDate.now",
                "java.time.Clock.systemUTC",
                "java.time.InstantSource.system",
                "java.lang.System.currentTimeMillis",
                "java.lang.System.nanoTime",
                "java.lang.Math.random",
                "java.util.UUID.randomUUID",
                "java.util.Random.<init>",
                "java.security.SecureRandom.<init>",
                "java.util.concurrent.ThreadLocalRandom.current");
        noClasses()
                .that()
                .resideInAPackage("network.cocoon.domain..")
                .should()
                .callCodeUnitWhere(new DescribedPredicate<JavaCall<?>>("reads a clock or a random source") {
                    @Override
                    public boolean test(JavaCall<?> call) {
                        return sources.contains(call.getTargetOwner().getName() + "."
                                + call.getTarget().getName());
                    }
                })
                .because("a replay must decide the same: time and randomness arrive inside commands")
                .check(house);
    }

    @Test
    void money_and_tokens_are_exact() {
        DescribedPredicate<JavaClass> inexact = DescribedPredicate.describe(
                "float or double",
                type -> type.isEquivalentTo(float.class)
                        || type.isEquivalentTo(double.class)
                        || type.isEquivalentTo(Float.class)
                        || type.isEquivalentTo(Double.class));
        noFields()
                .that()
                .areDeclaredInClassesThat()
                .resideInAPackage("network.cocoon.domain..")
                .should()
                .haveRawType(inexact)
                .because("a binary fraction cannot hold a nanoton")
                .check(house);
        noMethods()
                .that()
                .areDeclaredInClassesThat()
                .resideInAPackage("network.cocoon.domain..")
                .should()
                .haveRawReturnType(inexact)
                .because("a binary fraction cannot hold a nanoton")
                .check(house);
    }

    @Test
    void nothing_links_to_the_server_but_the_executable() {
        noClasses()
                .that()
                .resideOutsideOfPackages("network.cocoon.commands..", "network.cocoon.ui")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("network.cocoon.commands..")
                .because("between processes commands go by HTTP, never by the server's Java types")
                .check(house);
    }

    @Test
    void workers_never_see_projections() {
        noClasses()
                .that()
                .resideInAPackage("network.cocoon.workers..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("network.cocoon.projections..", "network.cocoon.ui..")
                .because("acting on a view is acting on stale truth")
                .check(house);
    }

    @Test
    void projections_and_console_never_append() {
        noClasses()
                .that()
                .resideInAnyPackage("network.cocoon.projections..", "network.cocoon.ui..", "network.cocoon.audit..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.axonframework.commandhandling..", "org.axonframework.modelling.command..")
                .orShould()
                .callMethodWhere(DescribedPredicate.describe(
                        "publishes events",
                        (JavaCall<?> call) -> call.getTarget().getName().equals("publish")
                                && call.getTargetOwner().isAssignableTo("org.axonframework.eventhandling.EventBus")))
                .because("only commands append; what is seen is derived")
                .check(house);
    }

    @Test
    void only_client_and_worker_open_envelopes() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "network.cocoon.client..",
                        "network.cocoon.workers.gpu..",
                        "network.cocoon.domain.envelope..",
                        "network.cocoon.wire.chat..")
                .should()
                .dependOnClassesThat()
                .haveSimpleName("RequestOpener")
                .orShould()
                .dependOnClassesThat()
                .haveSimpleName("ResponseOpener")
                .orShould()
                .dependOnClassesThat()
                .resideInAPackage("network.cocoon.wire.chat..")
                .because("the operator never holds plaintext, so its code has no way to make any")
                .check(house);
    }

    @Test
    void frameworks_stay_in_their_rooms() {
        noClasses()
                .that()
                .resideOutsideOfPackage("network.cocoon.workers.gpu..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("ai.djl..")
                .because("only the measured worker runs models")
                .check(house);
        noClasses()
                .that()
                .resideOutsideOfPackage("network.cocoon.ui..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.vaadin..", "io.nayuki.qrcodegen..")
                .because("only the console has screens, and draws QR codes for people to scan")
                .check(house);
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "network.cocoon.eventstore..",
                        "network.cocoon.commands..",
                        "network.cocoon.projections..",
                        "network.cocoon.workers.operator..",
                        "network.cocoon.ui")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.axonframework..")
                .because("the framework must be replaceable, and an auditor does without it")
                .check(house);
        noClasses()
                .that()
                .resideOutsideOfPackage("network.cocoon.workers.operator.gateway")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.ton.ton4j..", "okhttp3..", "com.google.gson..")
                .because("its licence and its ways stay behind the port to the chain")
                .check(house);
        noClasses()
                .that()
                .resideOutsideOfPackage("network.cocoon.workers.teesim..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("network.cocoon.workers.teesim..")
                .because("a simulated TEE on a production class path would admit anyone")
                .check(house);
    }

    @Test
    void events_are_records() {
        classes()
                .that()
                .resideInAPackage("network.cocoon.domain..")
                .and(DescribedPredicate.describe(
                        "are events",
                        (JavaClass type) -> !type.isInterface()
                                && type.getAllRawInterfaces().stream()
                                        .anyMatch(i -> i.getSimpleName().endsWith("Event"))))
                .should()
                .beRecords()
                .because("a fact does not change")
                .check(house);
    }

    @Test
    void what_holds_plaintext_prints_none_of_it() {
        classes()
                .that()
                .areAssignableTo("network.cocoon.domain.envelope.Plaintext")
                .and()
                .areNotInterfaces()
                .should(new DeclaresToString())
                .because("a record's own toString would write a prompt into the first log line that mentions it")
                .check(house);
    }

    @Test
    void no_package_cycles() {
        for (String root : List.of(
                "network.cocoon",
                "network.cocoon.domain",
                "network.cocoon.wire",
                "network.cocoon.commands",
                "network.cocoon.client",
                "network.cocoon.projections",
                "network.cocoon.workers.gpu",
                "network.cocoon.workers.tvm",
                "network.cocoon.workers.devchain",
                "network.cocoon.workers.operator",
                "network.cocoon.ui")) {
            slices().matching(root + ".(*)..").should().beFreeOfCycles().check(house);
        }
    }

    @Test
    void nobody_uses_the_loose_ends_of_the_jdk() {
        noClasses()
                .should()
                .callMethod(Throwable.class, "printStackTrace")
                .because("an error is answered with a code or logged once, in one line")
                .check(house);
        fields().that()
                .haveRawType("org.slf4j.Logger")
                .should()
                .bePrivate()
                .andShould()
                .beStatic()
                .andShould()
                .beFinal()
                .allowEmptyShould(true)
                .because("one logger a class")
                .check(house);
        methods()
                .that()
                .areAnnotatedWith("org.axonframework.eventsourcing.EventSourcingHandler")
                .should()
                .bePackagePrivate()
                .orShould()
                .bePrivate()
                .allowEmptyShould(true)
                .because("they run on every load and are nobody else's to call")
                .check(house);
    }
}
