package network.cocoon.domain.attestation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import network.cocoon.domain.attestation.check.RefusedException;
import network.cocoon.domain.attestation.eventlog.CcelLog;
import network.cocoon.domain.attestation.eventlog.DstackLog;
import network.cocoon.domain.attestation.eventlog.EventLogException;
import network.cocoon.domain.attestation.eventlog.EventLogRefusal;
import network.cocoon.domain.attestation.eventlog.LoggedEvent;
import network.cocoon.domain.attestation.eventlog.PayloadCheck;
import network.cocoon.domain.attestation.eventlog.Registers;
import network.cocoon.domain.attestation.json.JsonException;
import network.cocoon.domain.attestation.json.JsonObject;
import network.cocoon.domain.attestation.json.JsonReader;
import network.cocoon.domain.attestation.tdx.Quote;
import network.cocoon.domain.attestation.tdx.TdReport;
import network.cocoon.domain.kernel.Bytes;
import org.junit.jupiter.api.Test;

/** Two machines' real boot logs, and what is made of damaged ones. */
class EventLogTest {

    private static final String COS = "google+go-tdx-guest/";
    private static final String DSTACK = "Dstack-TEE+dstack/";

    private final Vectors vectors = Vectors.open();

    private List<Bytes> registers(String quote) throws RefusedException {
        return ((TdReport) Quote.parse(vectors.file(quote)).body()).rtmrs();
    }

    private byte[] dstackLog() throws JsonException {
        return JsonObject.of(JsonReader.read(vectors.file(DSTACK + "tdx-extra/quote-report.json"), 1 << 20), "report")
                .text("event_log")
                .getBytes(StandardCharsets.UTF_8);
    }

    private byte[] ccel() {
        return vectors.file(COS + "tdx-extra/ccel_data.dat");
    }

    @Test
    void a_firmwares_log_comes_to_all_four_registers_of_its_quote() throws Exception {
        List<LoggedEvent> events = CcelLog.read(ccel());
        assertThat(events).hasSizeGreaterThan(20);
        Registers.replay(events).require(registers(COS + "tdx4-google-cos113.quote.bin"));
    }

    @Test
    void dstacks_log_comes_to_all_four_registers_of_its_quote_and_proves_what_it_says_ran() throws Exception {
        List<LoggedEvent> events = DstackLog.read(dstackLog());
        assertThat(events).hasSize(28);
        Registers.replay(events).require(registers(DSTACK + "tdx4-dstack-report.quote.bin"));
        List<String> proven = new ArrayList<>();
        for (LoggedEvent event : events) {
            if (PayloadCheck.proves(event) && event.register() == 3) {
                proven.add(event.name());
            }
        }
        assertThat(proven).contains("app-id", "compose-hash", "key-provider").hasSize(8);
    }

    @Test
    void an_event_left_out_put_in_or_moved_comes_to_other_registers() throws Exception {
        List<Bytes> rtmrs = registers(DSTACK + "tdx4-dstack-report.quote.bin");
        List<LoggedEvent> events = DstackLog.read(dstackLog());
        for (int i = 0; i < events.size(); i++) {
            List<LoggedEvent> without = new ArrayList<>(events);
            without.remove(i);
            refuses(EventLogRefusal.REGISTER_DIFFERS, () -> Registers.replay(without)
                    .require(rtmrs));
            List<LoggedEvent> twice = new ArrayList<>(events);
            twice.add(i, events.get(i));
            refuses(EventLogRefusal.REGISTER_DIFFERS, () -> Registers.replay(twice)
                    .require(rtmrs));
        }
        assertThat(Registers.replay(events).values().get(3))
                .isEqualTo(events.stream()
                        .filter(event -> event.register() == 3)
                        .map(LoggedEvent::digest)
                        .reduce(Bytes.of(new byte[48]), Registers::extended));
    }

    @Test
    void what_a_run_time_event_says_is_held_against_its_digest() throws Exception {
        LoggedEvent event = DstackLog.read(dstackLog()).stream()
                .filter(it -> it.name().equals("compose-hash"))
                .findFirst()
                .orElseThrow();
        assertThat(PayloadCheck.proves(event)).isTrue();
        var other = new LoggedEvent(3, event.type(), event.digest(), "compose-hash", Bytes.of(new byte[32]));
        refuses(EventLogRefusal.PAYLOAD_DIFFERS, () -> PayloadCheck.proves(other));
        var renamed = new LoggedEvent(3, event.type(), event.digest(), "app-id", event.payload());
        refuses(EventLogRefusal.PAYLOAD_DIFFERS, () -> PayloadCheck.proves(renamed));
        for (LoggedEvent each : CcelLog.read(ccel())) {
            if (PayloadCheck.proves(each)) {
                byte[] payload = each.payload().toArray();
                payload[payload.length - 1] ^= 1;
                var changed = new LoggedEvent(each.register(), each.type(), each.digest(), "", Bytes.of(payload));
                refuses(EventLogRefusal.PAYLOAD_DIFFERS, () -> PayloadCheck.proves(changed));
            }
        }
    }

    @Test
    void what_software_adds_itself_is_written_and_read_again() throws Exception {
        List<LoggedEvent> events = List.of(
                LoggedEvent.atRunTime("cocoon-image", Bytes.of(new byte[] {1, 2})),
                LoggedEvent.atRunTime("cocoon-model", Bytes.of(new byte[32])));
        assertThat(DstackLog.read(DstackLog.write(events))).isEqualTo(events);
        assertThat(PayloadCheck.proves(events.getFirst())).isTrue();
        assertThat(events.getFirst().register()).isEqualTo(3);
    }

    @Test
    void what_the_firmware_measured_whole_is_held_against_its_digests() throws Exception {
        int proven = 0;
        for (LoggedEvent event : CcelLog.read(ccel())) {
            proven += PayloadCheck.proves(event) ? 1 : 0;
        }
        assertThat(proven).isEqualTo(13);
    }

    @Test
    void each_way_to_be_no_log_has_its_code() {
        refuses(EventLogRefusal.TRUNCATED, () -> CcelLog.read(new byte[0]));
        refuses(EventLogRefusal.NO_SPECIFICATION, () -> CcelLog.read(new byte[200]));
        refuses(EventLogRefusal.TRUNCATED, () -> CcelLog.read(Arrays.copyOf(ccel(), 1000)));
        refuses(EventLogRefusal.TOO_LARGE, () -> CcelLog.read(new byte[CcelLog.MAX_LENGTH + 1]));
        refuses(EventLogRefusal.TOO_LARGE, () -> DstackLog.read(new byte[DstackLog.MAX_LENGTH + 1]));
        refuses(EventLogRefusal.MALFORMED_JSON, () -> DstackLog.read(utf8("{}")));
        refuses(EventLogRefusal.MALFORMED_JSON, () -> DstackLog.read(utf8("[{\"imr\":0}]")));
        refuses(
                EventLogRefusal.UNKNOWN_REGISTER,
                () -> DstackLog.read(utf8("[{\"imr\":4,\"event_type\":1,\"digest\":\"" + "00".repeat(48)
                        + "\",\"event\":\"\",\"event_payload\":\"\"}]")));
        refuses(
                EventLogRefusal.MALFORMED_JSON,
                () -> DstackLog.read(utf8("[{\"imr\":3,\"event_type\":1,\"digest\":\"" + "00".repeat(48)
                        + "\",\"event\":\"\",\"event_payload\":\"0\"}]")));
    }

    /** Whatever one byte of a real log becomes, the answer is a refusal or a log, and the registers tell. */
    @Test
    void a_damaged_log_is_refused_or_comes_to_other_registers_or_means_the_same() throws Exception {
        List<Bytes> rtmrs = registers(COS + "tdx4-google-cos113.quote.bin");
        List<LoggedEvent> whole = CcelLog.read(ccel());
        byte[] log = Arrays.copyOf(ccel(), 32 * 1024);
        Random random = new Random(42);
        int refused = 0;
        for (int i = 0; i < 3000; i++) {
            byte[] damaged = log.clone();
            damaged[random.nextInt(4096)] ^= (byte) (1 << random.nextInt(8));
            try {
                List<LoggedEvent> events = CcelLog.read(damaged);
                Registers.replay(events).require(rtmrs);
                // Only what no digest covers may differ.
                assertThat(events.stream().map(LoggedEvent::digest))
                        .containsExactlyElementsOf(
                                whole.stream().map(LoggedEvent::digest).toList());
            } catch (EventLogException e) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(100);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void refuses(EventLogRefusal code, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(EventLogException.class, e -> assertThat(e.code())
                .isEqualTo(code));
    }
}
