package network.cocoon.workers.gpu.jinja;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import network.cocoon.workers.gpu.jinja.JinjaException.Code;

/** A parsed template. Safe for many threads. */
public final class Template {

    private final List<Node> body;
    private final Set<String> names;

    private Template(List<Node> body, Set<String> names) {
        this.body = body;
        this.names = names;
    }

    /** @throws JinjaException where it cannot be read: nothing of it has run */
    public static Template of(String text) {
        List<Token> tokens = Lexer.read(text);
        Set<String> names = tokens.stream()
                .filter(token -> token.kind() == Token.Kind.NAME)
                .map(Token::text)
                .collect(Collectors.toUnmodifiableSet());
        return new Template(Parser.parse(tokens), names);
    }

    /** Whether the template speaks of a name at all: what it never reads, it would drop silently. */
    public boolean mentions(String name) {
        return names.contains(name);
    }

    /** @throws JinjaException where it goes beyond its bounds, fails or refuses */
    public String render(Map<String, Value> variables) {
        Budget budget = new Budget();
        Scope scope = new Scope(null);
        globals(scope, budget);
        variables.forEach(scope::set);
        StringBuilder out = new StringBuilder();
        new Statements(budget).run(body, scope, out);
        return out.toString();
    }

    private static void globals(Scope scope, Budget budget) {
        for (String name : List.of("true", "True")) {
            scope.set(name, Value.truth(true));
            scope.set(name.equals("true") ? "false" : "False", Value.truth(false));
        }
        scope.set("none", Nothing.NONE);
        scope.set("None", Nothing.NONE);
        scope.set("raise_exception", (Value.Callable) _ -> {
            // Its words may quote the conversation.
            throw new JinjaException(Code.RAISED, "the template refuses this conversation");
        });
        scope.set("namespace", (Value.Callable) given -> {
            Map<String, Value> entries = new LinkedHashMap<>();
            if (given.at(0, "") instanceof Value.Mapping mapping) {
                entries.putAll(mapping.entries());
            }
            entries.putAll(given.named());
            return new Value.Namespace(entries);
        });
        scope.set("range", (Value.Callable) given -> range(given, budget));
    }

    private static Value range(Value.Given given, Budget budget) {
        boolean one = given.positional().size() < 2;
        double from = one ? 0 : Numbers.number(given.at(0, ""));
        double to = Numbers.number(given.at(one ? 0 : 1, ""));
        double step = given.positional().size() > 2 ? Numbers.number(given.at(2, "")) : 1;
        if (step == 0) {
            throw new JinjaException(Code.WRONG_TYPE, "a step of nothing");
        }
        budget.items((long) Math.max(0, Math.ceil((to - from) / step)));
        List<Value> items = new ArrayList<>();
        for (double i = from; step > 0 ? i < to : i > to; i += step) {
            items.add(new Value.Whole((long) i));
        }
        return new Value.Items(items);
    }
}
