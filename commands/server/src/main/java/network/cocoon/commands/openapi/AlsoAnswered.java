package network.cocoon.commands.openapi;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A call's second way of answering, which its handler writes by itself, so that its return type does not say it. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface AlsoAnswered {

    /** The HTTP status. */
    int status();

    /** The media type of the body. */
    String type();

    /** When it answers so. */
    String when();
}
