package network.cocoon.workers.gpu.text;

import java.util.Set;
import network.cocoon.workers.gpu.model.ModelException;
import network.cocoon.workers.gpu.model.ModelException.Code;
import tools.jackson.databind.JsonNode;

/**
 * What a tokenizer.json may hold before the native library is given it: a part of known kind, sizes that models have, and
 * nothing that makes much text out of little.
 */
final class TokenizerRules {

    static final int MOST_TOKENS = 1 << 20;
    private static final int MOST_MERGES = 1 << 21;
    private static final int MOST_ADDED = 1 << 14;
    private static final int LONGEST_TOKEN = 1024;
    private static final int MOST_PARTS = 16;
    private static final int MOST_REPLACEMENTS = 2;
    private static final int LONGEST_REPLACEMENT = 4;

    private static final Set<String> PARTS = Set.of(
            "Sequence",
            "ByteLevel",
            "Split",
            "Digits",
            "Metaspace",
            "Punctuation",
            "Whitespace",
            "WhitespaceSplit",
            "NFC",
            "NFD",
            "NFKC",
            "NFKD",
            "Lowercase",
            "Strip",
            "Prepend",
            "Replace",
            "ByteFallback",
            "Fuse",
            "TemplateProcessing");

    private int parts;
    private int replacements;

    private TokenizerRules() {}

    /** Throws {@link ModelException} (TOKENIZER_INVALID) that names the part. */
    static void check(JsonNode json) {
        JsonNode model = json.path("model");
        require(model.path("type").asString("").equals("BPE"), "model is not BPE");
        require(model.path("vocab").isObject() && model.path("vocab").size() <= MOST_TOKENS, "vocab");
        require(model.path("merges").isArray() && model.path("merges").size() <= MOST_MERGES, "merges");
        model.path("vocab").properties().forEach(token -> {
            require(token.getKey().length() <= LONGEST_TOKEN, "a token is longer than any text needs");
            require(isId(token.getValue()), "an id of vocab");
        });
        JsonNode added = json.path("added_tokens");
        require(added.size() <= MOST_ADDED, "added_tokens");
        for (JsonNode token : added) {
            String content = token.path("content").asString("");
            require(!content.isEmpty() && content.length() <= LONGEST_TOKEN, "an added token");
            require(isId(token.path("id")), "an id of added_tokens");
        }
        TokenizerRules rules = new TokenizerRules();
        for (String part : new String[] {"normalizer", "pre_tokenizer", "decoder", "post_processor"}) {
            rules.part(part, json.path(part), 0);
        }
    }

    private void part(String name, JsonNode part, int depth) {
        if (part.isNull() || part.isMissingNode()) {
            return;
        }
        String type = part.path("type").asString("");
        require(PARTS.contains(type) && depth < 4 && ++parts <= MOST_PARTS, name);
        if (type.equals("Replace") || type.equals("Prepend")) {
            // Each may make text longer, and one works on what the other made.
            String content = part.path("content").asString(part.path("prepend").asString(""));
            require(++replacements <= MOST_REPLACEMENTS && content.length() <= LONGEST_REPLACEMENT, name);
        }
        part.path("pattern").properties().forEach(pattern -> {
            String text = pattern.getValue().asString("");
            require(
                    pattern.getKey().equals("Regex") ? PatternRules.allows(text) : text.length() <= LONGEST_TOKEN,
                    name + " has a pattern that may take for ever");
        });
        for (String list : new String[] {"normalizers", "pretokenizers", "decoders", "processors"}) {
            for (JsonNode inner : part.path(list)) {
                part(name, inner, depth + 1);
            }
        }
    }

    private static boolean isId(JsonNode id) {
        return id.isIntegralNumber() && id.canConvertToInt() && id.intValue() >= 0 && id.intValue() < MOST_TOKENS;
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new ModelException(
                    Code.TOKENIZER_INVALID, "tokenizer.json is no tokenizer of a kind served here: " + what);
        }
    }
}
