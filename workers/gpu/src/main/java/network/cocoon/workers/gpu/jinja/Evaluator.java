package network.cocoon.workers.gpu.jinja;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import network.cocoon.workers.gpu.jinja.JinjaException.Code;
import network.cocoon.workers.gpu.jinja.Node.Expression;

/** What expressions come to. */
final class Evaluator {

    private final Budget budget;
    private final Methods methods;
    private final Filters filters;
    private final Equality equality;

    Evaluator(Budget budget) {
        this.budget = budget;
        this.methods = new Methods(budget);
        this.filters = new Filters(budget);
        this.equality = new Equality(budget);
    }

    Value value(Expression expression, Scope scope) {
        budget.enter();
        Value value = evaluate(expression, scope);
        budget.leave();
        return value;
    }

    private Value evaluate(Expression expression, Scope scope) {
        return switch (expression) {
            case Node.Literal literal -> literal.value();
            case Node.Variable variable -> scope.get(variable.name());
            case Node.ListOf list ->
                new Value.Items(
                        list.items().stream().map(item -> value(item, scope)).toList());
            case Node.MappingOf mapping -> mapping(mapping, scope);
            case Node.Member member -> member(value(member.object(), scope), value(member.key(), scope));
            case Node.Slice slice ->
                Slices.of(
                        value(slice.object(), scope),
                        place(slice.from(), scope),
                        place(slice.to(), scope),
                        place(slice.step(), scope),
                        budget);
            case Node.Call call -> call(call, scope);
            case Node.Filter filter ->
                filters.apply(filter.name(), value(filter.operand(), scope), given(filter.arguments(), scope));
            case Node.Test test ->
                Value.truth(Tests.holds(test.name(), value(test.operand(), scope)) != test.negated());
            case Node.Not not -> Value.truth(!value(not.operand(), scope).isTrue());
            case Node.Signed signed ->
                Numbers.computed(
                        "*", new Value.Whole(signed.minus() ? -1 : 1), operand(value(signed.operand(), scope)));
            case Node.Binary binary -> binary(binary, scope);
            case Node.Conditional choice ->
                value(choice.condition(), scope).isTrue()
                        ? value(choice.then(), scope)
                        : choice.otherwise().map(other -> value(other, scope)).orElse(Nothing.MISSING);
        };
    }

    private static Value operand(Value value) {
        return value instanceof Value.Truth truth ? new Value.Whole(truth.holds() ? 1 : 0) : value;
    }

    private Value mapping(Node.MappingOf mapping, Scope scope) {
        Map<String, Value> entries = new LinkedHashMap<>();
        for (var entry : mapping.entries()) {
            if (!(value(entry.getKey(), scope) instanceof Value.Text key)) {
                throw wrong("the keys of a mapping are strings");
            }
            entries.put(key.text(), value(entry.getValue(), scope));
        }
        return new Value.Mapping(entries);
    }

    private Value member(Value object, Value key) {
        if (key instanceof Value.Text(String name)) {
            Value own =
                    switch (object) {
                        case Value.Mapping mapping -> mapping.entries().get(name);
                        case Value.Namespace space -> space.entries().get(name);
                        default -> null;
                    };
            return own == null ? methods.of(object, name) : own;
        }
        if (key instanceof Value.Whole(long index)) {
            return switch (object) {
                case Value.Items items -> {
                    long at = index < 0 ? items.items().size() + index : index;
                    yield at >= 0 && at < items.items().size() ? items.items().get((int) at) : Nothing.MISSING;
                }
                case Value.Text text -> {
                    long at = index < 0 ? text.text().length() + index : index;
                    yield at >= 0 && at < text.text().length()
                            ? Value.text(String.valueOf(text.text().charAt((int) at)))
                            : Nothing.MISSING;
                }
                default -> throw wrong("no list to take an item of");
            };
        }
        throw wrong("a member is named by a string or a whole number");
    }

    private Optional<Long> place(Optional<Expression> part, Scope scope) {
        if (part.isEmpty()) {
            return Optional.empty();
        }
        return switch (value(part.get(), scope)) {
            case Value.Whole whole -> Optional.of(whole.number());
            case Value.Missing _ -> Optional.empty();
            default -> throw wrong("places in a list are whole numbers");
        };
    }

    private Value call(Node.Call call, Scope scope) {
        Value.Given given = given(call.arguments(), scope);
        if (value(call.callee(), scope) instanceof Value.Callable function) {
            return function.call(given);
        }
        throw wrong("what is called is no function");
    }

    private Value.Given given(Node.Arguments arguments, Scope scope) {
        List<Value> positional = new ArrayList<>();
        for (Expression argument : arguments.positional()) {
            positional.add(value(argument, scope));
        }
        Map<String, Value> named = new LinkedHashMap<>();
        arguments.named().forEach((name, argument) -> named.put(name, value(argument, scope)));
        return new Value.Given(positional, named);
    }

    private Value binary(Node.Binary binary, Scope scope) {
        Value left = value(binary.left(), scope);
        return switch (binary.operator()) {
            case "and" -> left.isTrue() ? value(binary.right(), scope) : left;
            case "or" -> left.isTrue() ? left : value(binary.right(), scope);
            case "==" -> Value.truth(equality.same(left, value(binary.right(), scope)));
            case "!=" -> Value.truth(!equality.same(left, value(binary.right(), scope)));
            case "in" -> Value.truth(contains(value(binary.right(), scope), left));
            case "not in" -> Value.truth(!contains(value(binary.right(), scope), left));
            default -> combined(binary.operator(), left, value(binary.right(), scope));
        };
    }

    private Value combined(String operator, Value left, Value right) {
        boolean joins = operator.equals("~")
                || (operator.equals("+") && (left instanceof Value.Text || right instanceof Value.Text));
        if (joins) {
            String a = joined(left);
            String b = joined(right);
            budget.characters((long) a.length() + b.length());
            return Value.text(a + b);
        }
        if (operator.equals("+") && left instanceof Value.Items a && right instanceof Value.Items b) {
            budget.items((long) a.items().size() + b.items().size());
            List<Value> items = new ArrayList<>(a.items());
            items.addAll(b.items());
            return new Value.Items(items);
        }
        if (Numbers.is(left) && Numbers.is(right)) {
            return Numbers.computed(operator, left, right);
        }
        throw wrong("these values have no " + operator);
    }

    private static String joined(Value value) {
        return switch (value) {
            case Value.Text text -> text.text();
            case Value.Whole whole -> Long.toString(whole.number());
            case Value.Decimal decimal -> Numbers.shown(decimal.number());
            case Value.Truth truth -> Boolean.toString(truth.holds());
            case Value.Items _, Value.Mapping _, Value.Namespace _, Value.Callable _, Value.None _, Value.Missing _ ->
                throw wrong("only strings, numbers and truths are joined to a string");
        };
    }

    private boolean contains(Value container, Value member) {
        if (container instanceof Value.Missing) {
            return false;
        }
        if (container instanceof Value.Items items) {
            budget.items(items.items().size());
            return items.items().stream().anyMatch(item -> equality.identical(item, member));
        }
        if (member instanceof Value.Text(String part)) {
            return switch (container) {
                case Value.Text text -> {
                    budget.search(text.text(), part);
                    yield text.text().contains(part);
                }
                case Value.Mapping mapping -> mapping.entries().containsKey(part);
                default -> throw wrong("nothing is in that");
            };
        }
        throw wrong("that cannot be in anything");
    }

    /** What a loop goes over. */
    List<Value> items(Value value) {
        return switch (value) {
            case Value.Items items -> items.items();
            case Value.Mapping mapping ->
                mapping.entries().keySet().stream().map(Value::text).toList();
            default -> throw wrong("a loop goes over a list or a mapping");
        };
    }

    /** As it stands in the output. */
    String shown(Value value) {
        return switch (value) {
            case Value.Text text -> text.text();
            case Value.Whole whole -> Long.toString(whole.number());
            case Value.Decimal decimal -> Filters.decimal(decimal.number());
            case Value.Truth truth -> Boolean.toString(truth.holds());
            case Value.Items _, Value.Mapping _, Value.Namespace _ -> Json.write(value, Json.Style.SHOWN, budget);
            case Value.None _, Value.Missing _ -> "";
            case Value.Callable _ -> throw wrong("a function is no text");
        };
    }

    static JinjaException wrong(String what) {
        return new JinjaException(Code.WRONG_TYPE, what);
    }
}
