package network.cocoon.workers.gpu.model;

import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Every key of config.json is known: read elsewhere, or without meaning for a decoder's arithmetic. Any other may change
 * what the model computes, and is refused by its name unless it is null, false or empty.
 */
final class ConfigKeys {

    private static final Set<String> READ = Set.of(
            "model_type",
            "hidden_act",
            "num_hidden_layers",
            "max_position_embeddings",
            "vocab_size",
            "hidden_size",
            "intermediate_size",
            "rms_norm_eps",
            "tie_word_embeddings",
            "attention_bias",
            "num_attention_heads",
            "num_key_value_heads",
            "head_dim",
            "use_sliding_window",
            "sliding_window",
            "max_window_layers",
            "layer_types",
            "rope_theta",
            "rope_scaling",
            "rope_parameters",
            "rope_interleave",
            "partial_rotary_factor",
            "q_lora_rank",
            "kv_lora_rank",
            "qk_nope_head_dim",
            "qk_rope_head_dim",
            "v_head_dim",
            "mlp_only_layers",
            "decoder_sparse_step",
            "num_experts",
            "num_experts_per_tok",
            "moe_intermediate_size",
            "norm_topk_prob",
            "n_routed_experts",
            "n_shared_experts",
            "scoring_func",
            "topk_method",
            "routed_scaling_factor",
            "first_k_dense_replace",
            "moe_layer_freq",
            "n_group",
            "topk_group",
            "is_causal",
            "is_matryoshka",
            "matryoshka_dimensions",
            "eos_token_id");

    /** For training, for other ends of the library, or facts about the file. */
    private static final Set<String> WITHOUT_MEANING = Set.of(
            "architectures",
            "auto_map",
            "transformers_version",
            "torch_dtype",
            "dtype",
            "bos_token_id",
            "pad_token_id",
            "initializer_range",
            "use_cache",
            "attention_dropout",
            "hidden_dropout",
            "classifier_dropout",
            "output_router_logits",
            "router_aux_loss_coef",
            "aux_loss_alpha",
            "seq_aux",
            "ep_size",
            "pretraining_tp",
            "num_nextn_predict_layers",
            "qk_head_dim",
            "id2label",
            "label2id",
            "return_dict",
            "chunk_size_feed_forward",
            "length_penalty",
            "max_length",
            "min_length",
            "num_beams",
            "num_beam_groups",
            "num_return_sequences",
            "no_repeat_ngram_size",
            "encoder_no_repeat_ngram_size",
            "diversity_penalty",
            "repetition_penalty",
            "temperature",
            "top_k",
            "top_p",
            "typical_p",
            "name_or_path",
            "use_mrope",
            "tokenizer_class");

    private ConfigKeys() {}

    static void check(JsonNode config) {
        for (var property : config.properties()) {
            String key = property.getKey();
            if (!READ.contains(key)
                    && !WITHOUT_MEANING.contains(key)
                    && !key.startsWith("_")
                    && says(property.getValue())) {
                throw ConfigNode.unsupported("config.json has " + shown(key));
            }
        }
        if (config.has("quantization_config")
                && !config.path("quantization_config").isNull()) {
            throw ConfigNode.unsupported("quantization_config");
        }
        if (!config.path("is_causal").asBoolean(true)) {
            throw ConfigNode.unsupported("is_causal is false");
        }
        if (config.path("use_mrope").asBoolean(false)) {
            throw ConfigNode.unsupported("use_mrope");
        }
    }

    private static boolean says(JsonNode value) {
        boolean nothing = value.isNull() || (value.isBoolean() && !value.booleanValue());
        boolean empty = value.isContainer() && value.isEmpty();
        return !nothing && !empty;
    }

    /** A key of a hostile file, fit for a message. */
    static String shown(String key) {
        return key.matches("[A-Za-z0-9_.-]{1,64}") ? key : "a key that is no name";
    }
}
