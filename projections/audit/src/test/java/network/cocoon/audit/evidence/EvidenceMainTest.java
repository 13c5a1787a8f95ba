package network.cocoon.audit.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import network.cocoon.wire.json.CocoonJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class EvidenceMainTest {

    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    Path folder;

    @Test
    void every_command_says_how() {
        for (String command : List.of("quotes", "quote", "gpu", "snp", "attestation")) {
            assertThat(run(command, "--help")).isZero();
        }
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("--manifest", "--collateral", "--nonce", "--chain");
        assertThat(run("quote")).isEqualTo(2);
        assertThat(run("quotes", "--manifest", "a", "--floor", "-1")).isEqualTo(2);
        assertThat(run("gpu", "--file", "none", "--nonce", "00")).isEqualTo(2);
        assertThat(run("quote", "--file", "none", "--collateral", "none", "--at", "yesterday"))
                .isEqualTo(2);
        assertThat(run("snp", "--file", "none", "--certificate", "none", "--chain", "none"))
                .isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("FILE_UNREADABLE: no such file: none");
    }

    @Test
    void the_verdicts_of_the_vectors_are_those_expected() throws IOException {
        Path vectors = vectors();

        assertThat(run(
                        "quotes",
                        "--manifest",
                        vectors.resolve("manifest.json").toString(),
                        "--mutations",
                        vectors.resolve("mutations.json").toString()))
                .isZero();
        List<JsonNode> lines = lines();
        List<String> expected = new ArrayList<>();
        for (JsonNode entry : json(vectors.resolve("manifest.json"))) {
            for (JsonNode pair : entry.get("collateral")) {
                expected.add(entry.get("id") + " " + pair.get("name") + " " + pair.get("expected_tcb") + " "
                        + pair.get("expected_strict_policy") + " " + pair.get("policy_flags"));
            }
        }
        assertThat(expected).isNotEmpty();
        assertThat(lines.stream()
                        .filter(line -> line.has("id"))
                        .map(l -> l.get("id") + " " + l.get("collateral") + " " + l.get("tcb") + " " + l.get("strict")
                                + " " + l.get("flags")))
                .containsExactlyElementsOf(expected);
        JsonNode mutations = json(vectors.resolve("mutations.json"));
        List<JsonNode> mutated = lines.stream().filter(line -> line.has("base")).toList();
        assertThat(mutated).hasSize(mutations.size());
        assertThat(IntStream.range(0, mutated.size())
                        .filter(i -> mutations.get(i).get("expect").asString().startsWith("REJECT")
                                != mutated.get(i).get("strict").asString().equals("REJECT"))
                        .mapToObj(mutations::get))
                .isEmpty();
    }

    @Test
    void the_floor_is_an_option() {
        Path vectors = vectors();

        assertThat(run("quotes", "--manifest", vectors.resolve("manifest.json").toString(), "--floor", "1000"))
                .isZero();
        assertThat(lines()).allMatch(line -> line.get("strict").asString().equals("REJECT"));
    }

    @Test
    void what_cannot_be_read_is_said_and_the_others_go_on() throws IOException {
        Files.createDirectories(folder.resolve("collateral"));
        Files.writeString(folder.resolve("collateral/half.json"), "{\"tcb_info\":\"{}\"}");
        Files.write(folder.resolve("quote"), new byte[100]);
        Files.writeString(folder.resolve("manifest.json"), """
                [7, {"id":"no quote"},
                 {"id":"gone","quote":"gone","collateral":[{"name":"half","at":5}]},
                 {"id":"half","quote":"quote","collateral":[{"name":"half","at":5},{"name":"none","at":5}]},
                 {"id":"late","quote":"quote","collateral":[{"name":"half","at":-1}]}]""");
        Files.writeString(folder.resolve("mutations.json"), """
                [{"base":"nobody","name":"a","op":"set","offset":1,"value":2}, {"base":"half"}]""");

        assertThat(run(
                        "quotes",
                        "--manifest",
                        folder.resolve("manifest.json").toString(),
                        "--mutations",
                        folder.resolve("mutations.json").toString()))
                .isEqualTo(2);
        assertThat(lines().stream().map(line -> line.get("error").asString()))
                .containsExactly(
                        "MALFORMED_ENTRY",
                        "MALFORMED_ENTRY",
                        "FILE_UNREADABLE",
                        "MALFORMED_COLLATERAL",
                        "FILE_UNREADABLE",
                        "MALFORMED_ENTRY",
                        "UNKNOWN_BASE",
                        "MALFORMED_ENTRY");
    }

    /** As Intel's service and other tools spell the same bytes. */
    @Test
    void collateral_may_be_spelled_in_several_ways() throws IOException {
        Path vectors = vectors();
        ObjectNode bundle = (ObjectNode) json(vectors.resolve("collateral/google_90C06F_2026-02.json"));
        byte[] crl = HexFormat.of().parseHex(bundle.get("root_ca_crl").asString());
        bundle.put("root_ca_crl", Base64.getEncoder().encodeToString(crl));
        byte[] other = HexFormat.of().parseHex(bundle.get("pck_crl").asString());
        bundle.put(
                "pck_crl",
                "-----BEGIN X509 CRL-----\n" + Base64.getMimeEncoder().encodeToString(other)
                        + "\n-----END X509 CRL-----\n");
        String chain = bundle.get("tcb_info_issuer_chain").asString();
        bundle.put(
                "tcb_info_issuer_chain",
                URLEncoder.encode(chain, StandardCharsets.UTF_8).replace("+", "%20"));
        bundle.put(
                "pck_crl_issuer_chain",
                bundle.get("pck_crl_issuer_chain").asString().replace("\n", "\r\n"));
        Path spelled = Files.writeString(folder.resolve("bundle.json"), bundle.toString());

        assertThat(run(
                        "quote",
                        "--file",
                        vectors.resolve("google+go-tdx-guest/tdx5-google-v5.quote.bin")
                                .toString(),
                        "--collateral",
                        spelled.toString(),
                        "--at",
                        "1770130166"))
                .as(out.toString(StandardCharsets.UTF_8) + err)
                .isZero();
    }

    @Test
    void a_manifest_that_is_none_has_a_code() throws IOException {
        Path file = Files.writeString(folder.resolve("manifest.json"), "{");

        assertThat(run("quotes", "--manifest", file.toString())).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).startsWith("MALFORMED_MANIFEST: ");
    }

    @Test
    void one_quote_is_told_in_words() {
        Path vectors = vectors();
        String quote =
                vectors.resolve("google+go-tdx-guest/tdx5-google-v5.quote.bin").toString();
        String collateral =
                vectors.resolve("collateral/google_90C06F_2026-02.json").toString();

        assertThat(run("quote", "--file", quote, "--collateral", collateral, "--at", "1770130166"))
                .isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("5, of a TD", "why: ", "TCB info", "2 days old", "UpToDate");
        // A month later the same collateral is old.
        assertThat(run("quote", "--file", quote, "--collateral", collateral, "--at", "2026-03-10T00:00:00Z"))
                .isEqualTo(1);
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("FAILED", "COLLATERAL_NOT_CURRENT");
    }

    @Test
    void gpus_and_snp_guests_are_told_in_words() {
        Path vectors = vectors();
        Path nvidia = vectors.resolve("NVIDIA+attestation-sdk/nvidia");
        Path amd = vectors.resolve("google+go-sev-guest/sev-snp");

        assertThat(run("gpu", "--file", nvidia.resolve("hopper_evidence.json").toString(), "--gpus", "1"))
                .isZero();
        String evidence = nvidia.resolve("hopper_evidence.json").toString();
        String driver = nvidia.resolve("NV_GPU_DRIVER_GH100_550.144.03.xml").toString();
        String wrong = nvidia.resolve("incorrect_signature_driver_rim.xml").toString();
        assertThat(run("gpu", "--file", evidence, "--rim", driver, "--at", "2026-03-01T00:00:00Z"))
                .isEqualTo(1);
        assertThat(run("gpu", "--file", evidence, "--rim", driver, "--rim", wrong, "--at", "2026-03-01T00:00:00Z"))
                .isEqualTo(1);
        assertThat(run("gpu", "--file", evidence, "--ocsp", driver)).isEqualTo(1);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("RIM_MISMATCH", "INVALID_RIM_SIGNATURE", "MALFORMED_OCSP");
        assertThat(run(
                        "gpu",
                        "--report",
                        nvidia.resolve("hopperAttestationReportInvalidSignature.txt")
                                .toString(),
                        "--chain",
                        nvidia.resolve("hopperCertChain.txt").toString()))
                .isEqualTo(1);
        assertThat(run(
                        "snp",
                        "--file",
                        vectors.resolve("virtee+sev/sev-snp/report_milan.hex").toString(),
                        "--certificate",
                        vectors.resolve("virtee+sev/sev-snp/vcek_milan.der").toString(),
                        "--chain",
                        amd.resolve("ask_ark_milan.pem").toString()))
                .isZero();
        assertThat(run(
                        "snp",
                        "--file",
                        amd.resolve("attestation.bin").toString(),
                        "--certificate",
                        amd.resolve("vcek.testcer").toString(),
                        "--chain",
                        amd.resolve("ask_ark_milan.pem").toString()))
                .isEqualTo(1);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("HOPPER, chip 412921ce551e4eeda3", "INVALID_GPU_SIGNATURE", "MILAN", "SNP_POLICY");
    }

    private int run(String... args) {
        return EvidenceMain.run(
                args,
                InstantSource.fixed(NOW),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    private List<JsonNode> lines() {
        return out.toString(StandardCharsets.UTF_8)
                .lines()
                .map(CocoonJson.mapper()::readTree)
                .toList();
    }

    private static JsonNode json(Path file) throws IOException {
        return CocoonJson.mapper().readTree(Files.readString(file));
    }

    /** As the domain's own tests find them; skips with a clear line where they are not on this machine. */
    private static Path vectors() {
        String named = System.getProperty("cocoon.vectors.dir");
        Optional<Path> found = named != null
                ? Optional.of(Path.of(named))
                : Stream.iterate(Path.of("").toAbsolutePath(), p -> p != null, Path::getParent)
                        .map(p -> p.resolve("shared/vectors/attestation"))
                        .filter(Files::isDirectory)
                        .findFirst();
        assumeTrue(found.isPresent(), "SKIPPED: no attestation vectors (set -Dcocoon.vectors.dir=FOLDER)");
        return found.orElseThrow();
    }
}
