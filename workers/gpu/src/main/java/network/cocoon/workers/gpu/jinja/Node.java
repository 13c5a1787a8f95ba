package network.cocoon.workers.gpu.jinja;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A parsed template. */
sealed interface Node {

    /** Anything with a value. */
    sealed interface Expression extends Node {}

    record Text(String text) implements Node {}

    /** {@code {{ expression }}}. */
    record Output(Expression value) implements Node {}

    /** {@code {% set target = value %}}. */
    record Assignment(Target target, Expression value) implements Node {}

    /** {@code {% set target %}...{% endset %}}. */
    record Capture(Target target, List<Node> body) implements Node {}

    record If(Expression condition, List<Node> then, List<Node> otherwise) implements Node {}

    /** @param filter keeps the items for which it holds */
    record For(
            Target.Names variable, Expression items, Optional<Expression> filter, List<Node> body, List<Node> otherwise)
            implements Node {}

    record Macro(String name, List<Parameter> parameters, List<Node> body) implements Node {}

    record Break() implements Node {}

    record Continue() implements Node {}

    record Parameter(String name, Optional<Expression> otherwise) {}

    /** Where a value is put. */
    sealed interface Target {

        /** One variable, or several that a list is taken apart into. */
        record Names(List<String> names, boolean apart) implements Target {}

        /** An attribute of a namespace. */
        record Attribute(Expression object, String name) implements Target {}
    }

    record Literal(Value value) implements Expression {}

    record Variable(String name) implements Expression {}

    record ListOf(List<Expression> items) implements Expression {}

    record MappingOf(List<Map.Entry<Expression, Expression>> entries) implements Expression {}

    /** {@code object.name} or {@code object[key]}. */
    record Member(Expression object, Expression key) implements Expression {}

    record Slice(Expression object, Optional<Expression> from, Optional<Expression> to, Optional<Expression> step)
            implements Expression {}

    record Call(Expression callee, Arguments arguments) implements Expression {}

    record Filter(Expression operand, String name, Arguments arguments) implements Expression {}

    record Test(Expression operand, String name, boolean negated) implements Expression {}

    record Not(Expression operand) implements Expression {}

    record Signed(boolean minus, Expression operand) implements Expression {}

    record Binary(String operator, Expression left, Expression right) implements Expression {}

    /** {@code then if condition else otherwise}; without else it is undefined. */
    record Conditional(Expression condition, Expression then, Optional<Expression> otherwise) implements Expression {}

    record Arguments(List<Expression> positional, Map<String, Expression> named) {

        static final Arguments NONE = new Arguments(List.of(), Map.of());
    }
}
