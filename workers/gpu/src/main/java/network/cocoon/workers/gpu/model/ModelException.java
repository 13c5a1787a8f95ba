package network.cocoon.workers.gpu.model;

/** A model directory that cannot be used. The provider must act, on any of the codes. */
public final class ModelException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Code code;

    public ModelException(Code code, String message) {
        super(code + ": " + message);
        this.code = code;
    }

    public ModelException(Code code, String message, Throwable cause) {
        super(code + ": " + message, cause);
        this.code = code;
    }

    public Code code() {
        return code;
    }

    /** The message without the code, for who says that beside it. */
    public String detail() {
        return String.valueOf(getMessage()).substring((code + ": ").length());
    }

    /** What is wrong with the directory. */
    public enum Code {
        /** A file is missing or cannot be read. */
        FILE_UNREADABLE,
        /** A file is larger than any model needs. */
        FILE_TOO_LARGE,
        /** A path leaves the directory or is not a plain file. */
        FILE_NAME_INVALID,
        /** A JSON file does not parse. */
        JSON_INVALID,
        /** config.json has a value that no decoder can have. */
        CONFIG_INVALID,
        /** config.json asks for a family or a feature that is not built. */
        ARCHITECTURE_UNSUPPORTED,
        /** A safetensors header breaks the format. */
        SAFETENSORS_INVALID,
        /** A tensor the architecture needs is missing. */
        TENSOR_MISSING,
        /** A tensor the architecture does not have. */
        TENSOR_UNEXPECTED,
        /** A tensor of another shape or element type than config.json implies. */
        TENSOR_MISMATCH,
        /** A weight that is not a number, or infinite. */
        TENSOR_NOT_FINITE,
        /** The weights need more memory than there is. */
        MODEL_TOO_LARGE,
        /** Slots and context need more memory for keys and values than there is. */
        KV_MEMORY_TOO_SMALL,
        /** The native library refuses the weights or the program. */
        NOT_LOADABLE,
        /** Where the owner's native library should be, there is none. */
        LIBRARY_MISSING,
        /** The weights lead to a result that is not a finite number. */
        RESULT_NOT_FINITE,
        /** tokenizer.json cannot be loaded. */
        TOKENIZER_INVALID,
        /** There is no chat template, or it cannot be read or goes beyond its bounds. */
        TEMPLATE_UNSUPPORTED
    }
}
