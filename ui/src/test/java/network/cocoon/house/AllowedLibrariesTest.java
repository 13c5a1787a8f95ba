package network.cocoon.house;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The one place that says what each inner module may be made of. Everyone has the JDK and JSpecify. */
class AllowedLibrariesTest {

    private record Room(String because, String... packages) {}

    private static final Map<String, Room> ROOMS = rooms();

    private static Map<String, Room> rooms() {
        Map<String, Room> rooms = new LinkedHashMap<>();
        rooms.put(
                "domain/model",
                new Room(
                        "an auditor re-checks the log without our frameworks",
                        "network.cocoon.domain..",
                        "org.bouncycastle..",
                        "com.amazon.corretto.crypto.provider.."));
        rooms.put(
                "domain/wire",
                new Room(
                        "server, client, worker and auditor must agree on bytes, so none may bring its own framework",
                        "network.cocoon.domain..",
                        "network.cocoon.wire..",
                        "tools.jackson..",
                        "com.fasterxml.jackson.annotation..",
                        "org.bouncycastle.."));
        rooms.put(
                "domain/eventstore",
                new Room(
                        "the store knows streams and bytes, not commands, views or the outside world",
                        "network.cocoon.domain..",
                        "network.cocoon.wire..",
                        "network.cocoon.eventstore..",
                        "org.axonframework..",
                        "org.springframework..",
                        "org.postgresql..",
                        "org.flywaydb..",
                        "io.zonky..",
                        "com.zaxxer.hikari..",
                        "org.apache.commons.compress..",
                        "org.tukaani.xz..",
                        "tools.jackson..",
                        "org.slf4j..",
                        "javax.sql.."));
        rooms.put(
                "commands/client",
                new Room(
                        "an app's machine runs it: it must stay small and must not contain the server",
                        "network.cocoon.domain..",
                        "network.cocoon.wire..",
                        "network.cocoon.client..",
                        "com.github.benmanes.caffeine..",
                        "org.apache.hc.core5..",
                        "tools.jackson..",
                        "com.fasterxml.jackson.annotation..",
                        "com.sun.net.httpserver..",
                        "org.slf4j.."));
        rooms.put(
                "projections/audit",
                new Room(
                        "an auditor shares no code with what it audits but the domain itself",
                        "network.cocoon.domain..",
                        "network.cocoon.wire..",
                        "network.cocoon.audit..",
                        "tools.jackson..",
                        "org.postgresql.."));
        rooms.put(
                "workers/gpu",
                new Room(
                        "the measured image holds no Spring, no TON key and no simulator",
                        "network.cocoon.domain..",
                        "network.cocoon.wire..",
                        "network.cocoon.client..",
                        "network.cocoon.workers.gpu..",
                        "ai.djl..",
                        "io.prometheus.metrics..",
                        "com.sun.net.httpserver..",
                        "picocli..",
                        "tools.jackson..",
                        "com.fasterxml.jackson.annotation..",
                        "org.slf4j.."));
        rooms.put(
                "workers/teesim",
                new Room(
                        "a simulator that others could link to would end up in production",
                        "network.cocoon.domain..",
                        "network.cocoon.wire..",
                        "network.cocoon.workers.teesim..",
                        "org.bouncycastle..",
                        "com.sun.net.httpserver.."));
        rooms.put(
                "workers/tvm",
                new Room(
                        "the emulator alone, without the faucet and the chain around it: production tries messages on it",
                        "network.cocoon.domain.kernel..",
                        "network.cocoon.wire.ton..",
                        "network.cocoon.workers.tvm..",
                        "com.dylibso.chicory..",
                        "tools.jackson.."));
        rooms.put(
                "workers/devchain",
                new Room(
                        "useful alone: a chain for tests and development that knows nothing of this network",
                        "network.cocoon.domain.kernel..",
                        "network.cocoon.wire.ton..",
                        "network.cocoon.workers.tvm..",
                        "network.cocoon.workers.devchain..",
                        "tools.jackson..",
                        "com.sun.net.httpserver.."));
        rooms.put(
                "workers/operator",
                new Room(
                        "settlement holds the network's TON keys: few things may reach them",
                        "network.cocoon.domain..",
                        "network.cocoon.wire..",
                        "network.cocoon.workers.operator..",
                        "network.cocoon.workers.tvm..",
                        "org.bouncycastle..",
                        "org.ton.ton4j..",
                        "com.google.gson..",
                        "okhttp3..",
                        "okio..",
                        "org.slf4j.."));
        return rooms;
    }

    @TestFactory
    Stream<DynamicTest> each_room_is_made_of_what_it_may_be_made_of() {
        return ROOMS.entrySet().stream()
                .map(room -> DynamicTest.dynamicTest(room.getKey(), () -> {
                    JavaClasses made = House.classes(room.getKey());
                    assertThat(made).as("classes of " + room.getKey()).isNotEmpty();
                    String[] allowed = Stream.concat(
                                    Stream.of(
                                            "java..",
                                            "javax.crypto..",
                                            "javax.net..",
                                            "javax.security..",
                                            "org.jspecify..",
                                            ""),
                                    Arrays.stream(room.getValue().packages()))
                            .toArray(String[]::new);
                    classes()
                            .that()
                            .resideInAPackage("network.cocoon..")
                            .should()
                            .onlyDependOnClassesThat()
                            .resideInAnyPackage(allowed)
                            .because(room.getValue().because())
                            .check(made);
                }));
    }

    @Test
    void every_room_of_the_house_is_known() {
        List<String> free = List.of("commands/server", "projections/views", "ui");
        assertThat(Stream.concat(ROOMS.keySet().stream(), free.stream()))
                .as("a new module is added to this list with its reason")
                .containsExactlyInAnyOrderElementsOf(House.MODULES);
    }
}
