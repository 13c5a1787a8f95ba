package network.cocoon.workers.gpu.jinja;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import network.cocoon.workers.gpu.jinja.JinjaException.Code;

/** Runs the statements of a template. */
final class Statements {

    /** Leaves the innermost loop's body. */
    private enum Flow {
        ON,
        BREAK,
        CONTINUE
    }

    private final Budget budget;
    private final Evaluator evaluator;

    Statements(Budget budget) {
        this.budget = budget;
        this.evaluator = new Evaluator(budget);
    }

    void run(List<Node> body, Scope scope, StringBuilder out) {
        if (block(body, scope, out) != Flow.ON) {
            throw new JinjaException(Code.SYNTAX, "break or continue outside of a loop");
        }
    }

    private Flow block(List<Node> body, Scope scope, StringBuilder out) {
        budget.enter();
        Flow flow = Flow.ON;
        for (int i = 0; i < body.size() && flow == Flow.ON; i++) {
            flow = statement(body.get(i), scope, out);
        }
        budget.leave();
        return flow;
    }

    private Flow statement(Node node, Scope scope, StringBuilder out) {
        budget.step();
        switch (node) {
            case Node.Text text -> append(out, text.text());
            case Node.Output output -> append(out, evaluator.shown(evaluator.value(output.value(), scope)));
            case Node.Assignment set -> assign(set.target(), evaluator.value(set.value(), scope), scope);
            case Node.Capture capture -> {
                StringBuilder captured = new StringBuilder();
                run(capture.body(), scope, captured);
                assign(capture.target(), Value.text(captured.toString()), scope);
            }
            case Node.If choice -> {
                boolean holds = evaluator.value(choice.condition(), scope).isTrue();
                return block(holds ? choice.then() : choice.otherwise(), scope, out);
            }
            case Node.For loop -> {
                return loop(loop, scope, out);
            }
            case Node.Macro macro -> scope.set(macro.name(), (Value.Callable) given -> call(macro, given, scope));
            case Node.Break _ -> {
                return Flow.BREAK;
            }
            case Node.Continue _ -> {
                return Flow.CONTINUE;
            }
            case Node.Expression _ -> throw new JinjaException(Code.SYNTAX, "an expression is no statement");
        }
        return Flow.ON;
    }

    private void append(StringBuilder out, String text) {
        budget.characters(text.length());
        if ((long) out.length() + text.length() > Budget.MOST_CHARACTERS) {
            throw new JinjaException(Code.TOO_MUCH_TEXT, "the conversation is longer than any model's context");
        }
        out.append(text);
    }

    private void assign(Node.Target target, Value value, Scope scope) {
        switch (target) {
            case Node.Target.Names names -> bind(names, value, scope);
            case Node.Target.Attribute attribute -> {
                if (!(evaluator.value(attribute.object(), scope) instanceof Value.Namespace space)) {
                    throw new JinjaException(Code.WRONG_TYPE, "only a namespace's attributes can be set");
                }
                space.entries().put(attribute.name(), value);
            }
        }
    }

    private void bind(Node.Target.Names target, Value value, Scope scope) {
        List<String> names = target.names();
        if (!target.apart()) {
            scope.set(names.getFirst(), value);
            return;
        }
        if (!(value instanceof Value.Items items) || items.items().size() != names.size()) {
            throw new JinjaException(Code.WRONG_TYPE, "no list of " + names.size() + " items to take apart");
        }
        for (int i = 0; i < names.size(); i++) {
            scope.set(names.get(i), items.items().get(i));
        }
    }

    private Flow loop(Node.For loop, Scope around, StringBuilder out) {
        // As in the reference, one scope for all rounds.
        Scope scope = new Scope(around);
        List<Value> items = kept(loop, evaluator.items(evaluator.value(loop.items(), scope)), scope);
        boolean ran = false;
        for (int i = 0; i < items.size(); i++) {
            budget.step();
            scope.set("loop", place(items, i));
            bind(loop.variable(), items.get(i), scope);
            Flow flow = block(loop.body(), scope, out);
            if (flow == Flow.BREAK) {
                break;
            }
            ran |= flow == Flow.ON;
        }
        return ran ? Flow.ON : block(loop.otherwise(), scope, out);
    }

    private List<Value> kept(Node.For loop, List<Value> items, Scope scope) {
        if (loop.filter().isEmpty()) {
            return items;
        }
        List<Value> kept = new ArrayList<>();
        for (Value item : items) {
            Scope round = new Scope(scope);
            bind(loop.variable(), item, round);
            if (evaluator.value(loop.filter().get(), round).isTrue()) {
                kept.add(item);
            }
        }
        return kept;
    }

    private static Value place(List<Value> items, int i) {
        int count = items.size();
        Map<String, Value> place = new LinkedHashMap<>();
        place.put("index", new Value.Whole(i + 1L));
        place.put("index0", new Value.Whole(i));
        place.put("revindex", new Value.Whole((long) count - i));
        place.put("revindex0", new Value.Whole(count - i - 1L));
        place.put("first", Value.truth(i == 0));
        place.put("last", Value.truth(i == count - 1));
        place.put("length", new Value.Whole(count));
        place.put("previtem", i > 0 ? items.get(i - 1) : Nothing.MISSING);
        place.put("nextitem", i < count - 1 ? items.get(i + 1) : Nothing.MISSING);
        return new Value.Mapping(place);
    }

    private Value call(Node.Macro macro, Value.Given given, Scope around) {
        Scope scope = new Scope(around);
        List<Node.Parameter> parameters = macro.parameters();
        long known = parameters.stream()
                .filter(p -> given.named().containsKey(p.name()))
                .count();
        if (given.positional().size() > parameters.size()
                || known < given.named().size()) {
            throw new JinjaException(Code.WRONG_TYPE, "a macro is called with arguments that it does not have");
        }
        for (int i = 0; i < parameters.size(); i++) {
            scope.set(parameters.get(i).name(), given.at(i, parameters.get(i).name()));
        }
        for (int i = 0; i < parameters.size(); i++) {
            Node.Parameter parameter = parameters.get(i);
            if (parameter.otherwise().isPresent() && given.at(i, parameter.name()) instanceof Value.Missing) {
                scope.set(
                        parameter.name(), evaluator.value(parameter.otherwise().get(), scope));
            }
        }
        StringBuilder out = new StringBuilder();
        run(macro.body(), scope, out);
        return Value.text(out.toString());
    }
}
