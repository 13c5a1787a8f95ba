package network.cocoon.workers.gpu.boot;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import network.cocoon.client.http.OperatorApi;
import network.cocoon.domain.kernel.ModelId;
import network.cocoon.wire.api.NetworkApi.ModelEntry;
import network.cocoon.wire.api.OperatorApi.ListModel;
import network.cocoon.wire.json.CocoonJson;
import network.cocoon.workers.gpu.chat.ChatTemplate;
import network.cocoon.workers.gpu.model.ModelDirectory;
import network.cocoon.workers.gpu.model.WeightTarget;
import network.cocoon.workers.gpu.operator.HttpOperator;
import network.cocoon.workers.gpu.text.Tokenizer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cocoon-worker model add}: puts a model into a network's registry. For the operator, who alone may. */
@Command(
        name = "add",
        mixinStandardHelpOptions = true,
        description =
                "Lists a model: checks its directory as the worker would, hashes every file, and gives name, family, digest "
                        + "and context to the operator. Without --operator it prints what POST /v1/operator/models takes.")
final class AddModelCommand implements Callable<Integer> {

    private static final int MOST_TOKEN = 4096;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "A Hugging Face model directory.")
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @Option(
            names = "--family",
            required = true,
            paramLabel = "NAME",
            description = "Accounts are allowed families of models, for example Qwen.")
    @SuppressWarnings("NullAway.Init")
    private String family;

    @Option(names = "--model-id", paramLabel = "NAME", description = "The name apps ask for (default: the folder's).")
    private @Nullable String modelId;

    @Option(
            names = "--context",
            paramLabel = "N",
            description = "At most so many tokens of prompt and answer together (default, and at most: the model's).")
    private @Nullable Integer context;

    @Option(
            names = "--operator",
            split = ",",
            paramLabel = "URL",
            description = "The operator's address; several nodes with commas between them.")
    private List<URI> operator = List.of();

    @Option(
            names = "--operator-token-file",
            paramLabel = "FILE",
            description = "With --operator: its bearer token (operator.token in its data folder).")
    private @Nullable Path token;

    @Option(names = "--replace", description = "Also where the name is listed with other files: their workers stop.")
    private boolean replace;

    @Option(
            names = "--trust-certificate",
            paramLabel = "PEM",
            description = "Trust this certificate of the operator's in place of the system's list.")
    private @Nullable Path certificate;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        ModelDirectory model = ModelDirectory.read(directory, _ -> WeightTarget.NONE);
        servable(model);
        ListModel order = order(model);
        if (operator.isEmpty()) {
            out.println(CocoonJson.mapper().writeValueAsString(order));
            out.flush();
            return 0;
        }
        out.println(order.model() + ": " + model.manifest().files().size() + " files, "
                + model.manifest().size() + " bytes, " + order.contextTokens() + " tokens of context");
        out.println("digest " + order.modelDigest());
        String key = token();
        try (OperatorApi api = OperatorApi.at(operator, HttpOperator.trust(certificate))) {
            out.println(list(api, key, order));
        }
        out.println(
                "Next: a price (the console's Registry page, or POST /v1/operator/prices), and the digest in the release "
                        + "manifest: apps seal to workers of no other.");
        out.flush();
        return 0;
    }

    /** What is listed should be served: tokenizer and template are tried too. */
    private static void servable(ModelDirectory model) {
        try (Tokenizer tokenizer = Tokenizer.of(model.tokenizer())) {
            var _ = ChatTemplate.of(model.chatTemplate(), model.tokenizerConfig(), tokenizer);
        }
    }

    private ListModel order(ModelDirectory model) {
        int most = model.config().context();
        int tokens = context == null ? most : context;
        if (tokens < 1 || tokens > most) {
            throw new ParameterException(spec.commandLine(), "--context is from 1 to the model's " + most);
        }
        String folder = String.valueOf(directory.toAbsolutePath().normalize().getFileName());
        try {
            ModelId id = new ModelId(modelId == null ? folder : modelId);
            return new ListModel(id, family, model.manifest().digest(), tokens);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--model-id: " + e.getMessage(), e);
        }
    }

    private String list(OperatorApi api, String key, ListModel order) throws IOException {
        Optional<ModelEntry> before = api.models().models().stream()
                .filter(entry -> entry.model().equals(order.model()))
                .findFirst();
        boolean same = before.isPresent() && before.get().modelDigest().equals(order.modelDigest());
        if (same
                && before.get().family().equals(order.family())
                && before.get().contextTokens() == order.contextTokens()) {
            return "It is listed already.";
        }
        if (before.isPresent() && !same && !replace) {
            throw new IOException("MODEL_DIFFERS: " + order.model() + " is listed as "
                    + before.get().modelDigest()
                    + "; with --replace it becomes this one, and workers with those files stop");
        }
        api.operator(key).listModel(order);
        return before.isPresent() ? "Listed in the place of " + before.get().modelDigest() + "." : "Listed.";
    }

    private String token() throws IOException {
        if (token == null) {
            throw new ParameterException(
                    spec.commandLine(), "--operator needs --operator-token-file: only the operator lists models");
        }
        if (!Files.isReadable(token)) {
            throw new IOException(token + " cannot be read");
        }
        if (Files.size(token) > MOST_TOKEN) {
            throw new IOException(token + " holds no token: it has more than " + MOST_TOKEN + " bytes");
        }
        return Files.readString(token).strip();
    }
}
