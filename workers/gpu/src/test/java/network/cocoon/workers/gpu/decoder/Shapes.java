package network.cocoon.workers.gpu.decoder;

import java.nio.charset.StandardCharsets;
import network.cocoon.workers.gpu.model.ModelConfig;

/** Small configurations as published models write them. */
enum Shapes {
    QWEN2("'model_type':'qwen2','head_dim':null,'tie_word_embeddings':false"),
    QWEN2_TIED("'model_type':'qwen2','num_key_value_heads':1"),
    QWEN3("'model_type':'qwen3','head_dim':32"),
    QWEN3_ODD("'model_type':'qwen3','head_dim':12,'num_key_value_heads':4,'hidden_size':36,'intermediate_size':40"),
    QWEN3_LINEAR("'model_type':'qwen3','head_dim':32,'rope_scaling':{'type':'linear','factor':4.0}"),
    QWEN3_YARN("'model_type':'qwen3','head_dim':32,'rope_scaling':{'rope_type':'yarn','factor':4.0,"
            + "'original_max_position_embeddings':16}"),
    QWEN3_WINDOW(
            "'model_type':'qwen3','head_dim':32,'use_sliding_window':true,'sliding_window':4,'max_window_layers':1,"
                    + "'layer_types':['full_attention','sliding_attention','sliding_attention']"),
    QWEN3_MOE(
            "'model_type':'qwen3_moe','head_dim':32,'num_experts':8,'num_experts_per_tok':3,'moe_intermediate_size':32,"
                    + "'norm_topk_prob':true,'decoder_sparse_step':2,'mlp_only_layers':[]"),
    QWEN3_MOE_RAW("'model_type':'qwen3_moe','head_dim':32,'num_experts':6,'num_experts_per_tok':2,"
            + "'moe_intermediate_size':32,'norm_topk_prob':false"),
    DEEPSEEK_V2_LITE("'model_type':'deepseek_v2','q_lora_rank':null,'topk_method':'greedy','n_routed_experts':8,"
            + "'num_experts_per_tok':3,'moe_intermediate_size':32,'n_shared_experts':2,'first_k_dense_replace':1,"
            + "'routed_scaling_factor':1.0,'scoring_func':'softmax','norm_topk_prob':false," + Shapes.LATENT),
    DEEPSEEK_V2("'model_type':'deepseek_v2','q_lora_rank':48,'topk_method':'group_limited_greedy','n_group':4,"
            + "'topk_group':2,'n_routed_experts':8,'num_experts_per_tok':3,'moe_intermediate_size':32,"
            + "'n_shared_experts':1,'first_k_dense_replace':1,'routed_scaling_factor':16.0,'norm_topk_prob':false,"
            + "'rope_scaling':{'type':'yarn','factor':40,'original_max_position_embeddings':16,'beta_fast':32,"
            + "'beta_slow':1,'mscale':0.707,'mscale_all_dim':0.707}," + Shapes.LATENT),
    DEEPSEEK_V3("'model_type':'deepseek_v3','q_lora_rank':48,'topk_method':'noaux_tc','scoring_func':'sigmoid',"
            + "'n_group':4,'topk_group':2,'n_routed_experts':16,'num_experts_per_tok':4,'moe_intermediate_size':32,"
            + "'n_shared_experts':1,'first_k_dense_replace':1,'routed_scaling_factor':2.5,'norm_topk_prob':true,"
            + "'tie_word_embeddings':false,'rope_scaling':{'type':'yarn','factor':40,"
            + "'original_max_position_embeddings':16,'beta_fast':32,'beta_slow':1,'mscale':1.0,'mscale_all_dim':1.0},"
            + Shapes.LATENT);

    private static final String LATENT =
            "'kv_lora_rank':32,'qk_nope_head_dim':16,'qk_rope_head_dim':8,'v_head_dim':24,'num_key_value_heads':4";

    private static final String COMMON = "'vocab_size':128,'hidden_size':64,'intermediate_size':96,"
            + "'num_hidden_layers':3,'num_attention_heads':4,'num_key_value_heads':2,'max_position_embeddings':512,"
            + "'rope_theta':10000,'rms_norm_eps':1e-6,'tie_word_embeddings':true,";

    private final String own;

    Shapes(String own) {
        this.own = own;
    }

    /** Of two properties with one name the parser takes the later. */
    byte[] json() {
        return ("{" + COMMON + own + "}").replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }

    ModelConfig config() {
        return ModelConfig.read(json());
    }
}
