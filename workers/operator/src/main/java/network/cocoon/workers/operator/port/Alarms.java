package network.cocoon.workers.operator.port;

/** Where is told what a person should know. */
@FunctionalInterface
public interface Alarms {

    /**
     * Something that a person should know. Repeated each round while it lasts; recognised by code and subject.
     *
     * @param subject what it is about: an address, a batch id
     */
    void alarm(Alarm code, String subject);
}
