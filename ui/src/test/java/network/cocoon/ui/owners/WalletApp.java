package network.cocoon.ui.owners;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import network.cocoon.wire.api.ProviderApi.TonConnectManifest;
import network.cocoon.wire.json.CocoonJson;
import network.cocoon.wire.tonproof.TestWallet;

/**
 * A wallet in the browser, in the place of the extension of one that the page offers: TON Connect's own SDK finds it and
 * speaks to it. It fetches the page's
 * manifest as real ones do, shows nothing, and signs with a real key what it was asked to.
 */
final class WalletApp {

    /** What an extension puts into a page, after TON Connect's "JS bridge". */
    private static final String BRIDGE = """
            const device = {platform: 'linux', appName: 'MyTonWallet', appVersion: '1', maxProtocolVersion: 2,
                features: ['SendTransaction', {name: 'SendTransaction', maxMessages: 4}]};
            window.mytonwallet = {tonconnect: {
                deviceInfo: device,
                walletInfo: {name: 'MyTonWallet', app_name: 'mytonwallet', image: '', about_url: 'https://wallet.example',
                    platforms: ['chrome'], features: device.features},
                protocolVersion: 2,
                isWalletBrowser: false,
                connect: async (version, request) => {
                    const asked = request.items.find(item => item.name === 'ton_proof');
                    const text = await window.askTestWallet(request.manifestUrl, asked.payload);
                    if (!text) {
                        return {event: 'connect_error', id: 1, payload: {code: 300, message: 'declined'}};
                    }
                    const {account, proof} = JSON.parse(text);
                    return {event: 'connect', id: 1, payload: {device, items: [
                        {name: 'ton_addr', address: account.address, network: account.chain,
                            publicKey: account.publicKey, walletStateInit: account.walletStateInit},
                        {name: 'ton_proof', proof}]}};
                },
                restoreConnection: async () => ({event: 'connect_error', id: 1, payload: {code: 100, message: 'none'}}),
                send: async request => ({id: request.id, result: {}}),
                listen: () => () => {},
                disconnect: () => {}
            }};
            """;

    private final HttpClient http = HttpClient.newHttpClient();
    private volatile TestWallet wallet;
    private volatile boolean declines;

    WalletApp(TestWallet wallet) {
        this.wallet = wallet;
    }

    void install(Page page) {
        page.exposeFunction("askTestWallet", asked -> answer((String) asked[0], (String) asked[1]));
        page.addInitScript(BRIDGE);
    }

    /** Its owner switches to another of its wallets. */
    void use(TestWallet other) {
        wallet = other;
    }

    void decline(boolean next) {
        declines = next;
    }

    private String answer(String manifest, String payload) {
        if (declines) {
            return "";
        }
        try {
            HttpResponse<byte[]> fetched = http.send(
                    HttpRequest.newBuilder(URI.create(manifest)).build(), HttpResponse.BodyHandlers.ofByteArray());
            TonConnectManifest site = CocoonJson.mapper().readValue(fetched.body(), TonConnectManifest.class);
            String domain = URI.create(site.url()).getAuthority();
            return CocoonJson.mapper()
                    .writeValueAsString(
                            wallet.answer(payload, Instant.now().getEpochSecond(), domain, wallet.address()));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
