package network.cocoon.ui.pages;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.stream.Stream;
import network.cocoon.wire.json.CocoonJson;
import org.junit.jupiter.api.TestInfo;

/** The console in front of an operator API that is a fake, and a window in which the operator is signed in. */
final class FakedConsole implements AutoCloseable {

    private final OperatorApiFake api;
    private final Console console;
    private final BrowserContext window;
    private final Page page;

    private FakedConsole(OperatorApiFake api, Console console) throws IOException {
        this.api = api;
        this.console = console;
        this.window = console.window();
        this.page = console.signedIn(window);
    }

    /** Skips the test, saying so, where there is no browser. */
    static FakedConsole open(Path data, String... settings) throws SQLException, IOException {
        OperatorApiFake api = OperatorApiFake.start();
        try {
            Files.writeString(data.resolve("operator.token"), OperatorApiFake.TOKEN);
            String[] all = Stream.concat(Stream.of("cocoon.console.api=" + api.address()), Stream.of(settings))
                    .toArray(String[]::new);
            return new FakedConsole(api, Console.open(data, all));
        } catch (RuntimeException e) {
            api.close();
            throw e;
        }
    }

    OperatorApiFake api() {
        return api;
    }

    Console console() {
        return console;
    }

    BrowserContext window() {
        return window;
    }

    Page page() {
        return page;
    }

    /** What a question gets from now on, as JSON. */
    void know(String path, Object answer) {
        api.know(path, CocoonJson.mapper().writeValueAsBytes(answer));
    }

    Locator panel(String title) {
        return page.locator(".panel")
                .filter(new Locator.FilterOptions()
                        .setHas(page.getByText(title, new Page.GetByTextOptions().setExact(true))));
    }

    /** In both schemes. */
    void both(String name, int high) {
        page.setViewportSize(1440, high);
        Console.shoot(page, name);
        page.locator("#theme").click();
        Console.shoot(page, name + "-dark");
        page.locator("#theme").click();
        page.setViewportSize(1440, 900);
    }

    /** What the page looked like at the end of a test: the first thing to look at when one fails. */
    void lastSeen(TestInfo test) {
        Console.shoot(page, "last-" + test.getTestMethod().orElseThrow().getName());
    }

    @Override
    public void close() {
        console.close();
        api.close();
    }
}
