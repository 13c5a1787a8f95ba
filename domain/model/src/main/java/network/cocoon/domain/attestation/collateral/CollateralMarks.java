package network.cocoon.domain.attestation.collateral;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import network.cocoon.domain.attestation.TrustDomain;
import network.cocoon.domain.attestation.tdx.CollateralFacts;
import network.cocoon.domain.attestation.tdx.CollateralFacts.Part;

/**
 * The highest numbers and the latest dates that were seen, of each kind of document. They only rise: who can choose what a
 * service answers must not be able to bring back a time before a weakness was known, though Intel's signature under the old
 * answer still holds. Dates count beside numbers, for Intel gives each revocation list the number 1.
 *
 * @param highest by subject, such as {@code INTEL/tcb-info/TDX/90c06f000000/number}; dates in seconds since 1970
 */
public record CollateralMarks(Map<String, Long> highest) {

    public static final CollateralMarks NONE = new CollateralMarks(Map.of());

    private static final String NUMBER = "/number";
    private static final String TCB_INFO = "tcb-info";
    private static final String QE_IDENTITY = "qe-identity";

    public CollateralMarks {
        highest = Map.copyOf(highest);
    }

    /** What one set of collateral shows. */
    public static CollateralMarks of(TrustDomain domain, CollateralFacts facts) {
        Map<String, Long> marks = new TreeMap<>();
        for (Part part : facts.parts()) {
            String subject = domain.label() + "/" + part.name() + subject(part.name(), facts);
            marks.put(subject + NUMBER, part.number());
            marks.put(subject + "/issued", part.issued().getEpochSecond());
        }
        return new CollateralMarks(marks);
    }

    private static String subject(String part, CollateralFacts facts) {
        String tee = facts.tdx() ? "/TDX" : "/SGX";
        return switch (part) {
            case TCB_INFO -> tee + "/" + facts.kind().fmspc().hex();
            case QE_IDENTITY -> tee;
            case "pck-crl" -> "/" + facts.kind().authority().query();
            default -> "";
        };
    }

    /** The numbers of TCB info and QE identity alone: how far Intel had looked. */
    public CollateralMarks evaluations() {
        Map<String, Long> numbers = new HashMap<>(highest);
        numbers.keySet()
                .removeIf(subject -> !subject.endsWith(NUMBER)
                        || !(subject.contains("/" + TCB_INFO + "/") || subject.contains("/" + QE_IDENTITY + "/")));
        return new CollateralMarks(numbers);
    }

    /** Where the other is behind this one, in words; empty where it may follow. */
    public Optional<String> behind(CollateralMarks next) {
        return new TreeMap<>(next.highest)
                .entrySet().stream()
                        .filter(mark -> mark.getValue() < highest.getOrDefault(mark.getKey(), Long.MIN_VALUE))
                        .findFirst()
                        .map(mark ->
                                mark.getKey() + " is " + mark.getValue() + " and was " + highest.get(mark.getKey()));
    }

    /** The higher of both, subject by subject. */
    public CollateralMarks and(CollateralMarks other) {
        Map<String, Long> both = new HashMap<>(highest);
        other.highest.forEach((subject, mark) -> both.merge(subject, mark, Math::max));
        return new CollateralMarks(both);
    }
}
