package network.cocoon.workers.operator.settlement;

import network.cocoon.workers.operator.port.Alarm;
import network.cocoon.workers.operator.port.Alarms;
import network.cocoon.workers.operator.port.TonFailure;

/** What a worker does about a chain that does not answer as it should. */
public final class Failures {

    private Failures() {}

    /** Alarms about what does not go away by waiting. True where the next question is worth asking. */
    public static boolean goOn(Alarms reports, TonFailure failure, String subject) {
        switch (failure.kind()) {
            case RETRYABLE -> {}
            case PERMANENT -> reports.alarm(Alarm.ANSWERS_UNUSABLE, subject);
            case DISAGREEING ->
                reports.alarm(
                        failure.code() == TonFailure.Code.HISTORY_CHANGED
                                ? Alarm.HISTORY_CHANGED
                                : Alarm.SERVERS_DISAGREE,
                        subject);
        }
        return switch (failure.code()) {
            case UNREACHABLE, RATE_LIMITED, SERVER_FAILED -> false;
            case NOT_AGREED_YET,
                    REQUEST_REFUSED,
                    ANSWER_TOO_LARGE,
                    ANSWER_UNREADABLE,
                    ANSWER_FALSE,
                    SERVERS_DISAGREE,
                    HISTORY_CHANGED -> true;
        };
    }
}
