package network.cocoon.commands.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.util.unit.DataSize;

class SettingsTest {

    private static final Path README = Path.of("..", "README.md");

    @Test
    void every_default_is_pinned() {
        CocoonSettings settings =
                new Binder(new MapConfigurationPropertySource(Map.of())).bindOrCreate("cocoon", CocoonSettings.class);
        assertThat(settings)
                .isEqualTo(new CocoonSettings(
                        CocoonSettings.Mode.PRODUCTION,
                        Path.of("data"),
                        new CocoonSettings.Operator(null),
                        new CocoonSettings.Tls(null, null),
                        new CocoonSettings.Http(DataSize.ofMegabytes(2), 60),
                        new CocoonSettings.Attestation(
                                null,
                                null,
                                DataSize.ofMegabytes(1),
                                Duration.ofMinutes(2),
                                new CollateralSettings(
                                        true,
                                        URI.create("https://api.trustedservices.intel.com"),
                                        null,
                                        null,
                                        Duration.ofHours(12),
                                        Duration.ofSeconds(20))),
                        new CocoonSettings.Workers(Duration.ofSeconds(20), Duration.ofSeconds(2), Duration.ofHours(24)),
                        new CocoonSettings.Apps(4, false),
                        new CocoonSettings.Ton(
                                null,
                                null,
                                Duration.ofHours(24),
                                1_000_000_000L,
                                1_000_000_000L,
                                new ChainSettings(
                                        List.of(),
                                        null,
                                        Duration.ofSeconds(1),
                                        2,
                                        1,
                                        Duration.ofSeconds(5),
                                        Duration.ofMinutes(1),
                                        null,
                                        null,
                                        Duration.ofHours(1),
                                        true,
                                        Duration.ofHours(1)),
                                new RegistrySettings(null, Duration.ofHours(24), Duration.ofHours(1)),
                                new ExitSettings(null, null, Duration.ofDays(14), Duration.ofHours(12))),
                        new CocoonSettings.Owners(null, Duration.ofDays(2)),
                        new CocoonSettings.Requests(
                                Duration.ofSeconds(10),
                                Duration.ofSeconds(30),
                                Duration.ofMinutes(10),
                                Duration.ofSeconds(1),
                                1000),
                        new CocoonSettings.Log(Duration.ofMinutes(10), 10_000),
                        new CocoonSettings.Node(EnumSet.allOf(NodeRole.class), null, Duration.ofSeconds(30))));
        assertThat(settings.operatorTokenFile()).isEqualTo(Path.of("data", "operator.token"));
    }

    @Test
    void a_node_has_a_role_and_an_address_that_is_one() {
        assertThat(bound("roles", "operator-workers, api").roles())
                .containsOnly(NodeRole.API, NodeRole.OPERATOR_WORKERS);
        assertThat(bound("address", "https://node-1.example").address()).hasHost("node-1.example");
        for (String wrong : List.of(
                "roles=",
                "roles=api,cook",
                "drain=1h",
                "address=ftp://x",
                "address=https://u@x",
                "address=http://x/y")) {
            int equals = wrong.indexOf('=');
            assertThatThrownBy(() -> bound(wrong.substring(0, equals), wrong.substring(equals + 1)))
                    .as(wrong)
                    .isInstanceOf(BindException.class);
        }
    }

    @Test
    void credit_without_money_behind_it_is_for_one_machine() {
        assertThat(settings(Map.of("cocoon.mode", "local", "cocoon.apps.unbacked-credit", "true"))
                        .apps()
                        .unbackedCredit())
                .isTrue();
        assertThatThrownBy(() -> settings(Map.of("cocoon.apps.unbacked-credit", "true")))
                .isInstanceOf(BindException.class)
                .hasStackTraceContaining("unbacked-credit is for cocoon.mode=local");
    }

    @Test
    void a_chain_has_a_wallet_and_a_delay_that_can_be() {
        String wallet = "0:" + "a".repeat(64);
        assertThat(settings(Map.of("cocoon.ton.network-id", "-239", "cocoon.ton.wallet", wallet))
                        .ton()
                        .networkId())
                .isEqualTo(-239);
        assertThat(settings(Map.of(
                                "cocoon.ton.network-id", "-239",
                                "cocoon.ton.wallet", wallet,
                                "cocoon.ton.chain.servers", "https://one/api/v2,https://two/api/v2",
                                "cocoon.ton.chain.agree", "2"))
                        .ton()
                        .chain()
                        .servers())
                .hasSize(2);
        assertThat(settings(Map.of("cocoon.mode", "local", "cocoon.ton.registry.delay", "3s"))
                        .ton()
                        .registry()
                        .delay())
                .isEqualTo(Duration.ofSeconds(3));
        for (Map<String, String> wrong : List.of(
                Map.of("cocoon.ton.network-id", "-239"),
                Map.of("cocoon.ton.wallet", wallet),
                Map.of("cocoon.ton.network-id", "-239", "cocoon.ton.wallet", "0:" + "A".repeat(64)),
                Map.of("cocoon.ton.challenge-delay", "31d"),
                Map.of("cocoon.ton.chain.servers", "https://one/api/v2"),
                Map.of(
                        "cocoon.ton.network-id", "-239",
                        "cocoon.ton.wallet", wallet,
                        "cocoon.ton.chain.servers", "https://one/api/v2,https://two/api/v2"),
                Map.of("cocoon.ton.chain.keystore", "keys"),
                Map.of("cocoon.ton.chain.every", "1ms"),
                Map.of("cocoon.ton.redeem-from", "0"),
                Map.of("cocoon.ton.registry.owner", wallet),
                Map.of("cocoon.ton.registry.delay", "1h"),
                Map.of("cocoon.mode", "local", "cocoon.ton.registry.delay", "1500ms"),
                Map.of("cocoon.ton.registry.anchor-every", "0s"),
                Map.of("cocoon.log.checkpoint-every", "0s"),
                Map.of("cocoon.log.checkpoint-events", "0"))) {
            assertThatThrownBy(() -> settings(wrong)).isInstanceOf(BindException.class);
        }
    }

    private static CocoonSettings settings(Map<String, String> values) {
        return new Binder(
                        List.of(new MapConfigurationPropertySource(values)),
                        null,
                        ApplicationConversionService.getSharedInstance())
                .bindOrCreate("cocoon", CocoonSettings.class);
    }

    private static CocoonSettings.Node bound(String key, String value) {
        return new Binder(
                        List.of(new MapConfigurationPropertySource(Map.of("cocoon.node." + key, value))),
                        null,
                        ApplicationConversionService.getSharedInstance())
                .bindOrCreate("cocoon", CocoonSettings.class)
                .node();
    }

    @Test
    void every_setting_is_described() throws Exception {
        String readme = Files.readString(README);
        assertThat(keys("cocoon", CocoonSettings.class)).isNotEmpty().allSatisfy(key -> assertThat(readme)
                .contains("| `" + key + "` |"));
    }

    private static List<String> keys(String prefix, Class<?> type) {
        List<String> keys = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            String key = prefix + "."
                    + component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
            if (component.getType().isRecord()) {
                keys.addAll(keys(key, component.getType()));
            } else {
                keys.add(key);
            }
        }
        return keys;
    }
}
