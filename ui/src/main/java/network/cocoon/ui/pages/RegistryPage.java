package network.cocoon.ui.pages;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.data.renderer.ComponentRenderer;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.math.BigDecimal;
import java.util.List;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.ModelId;
import network.cocoon.projections.ViewsChanged;
import network.cocoon.projections.registry.MeasurementRow;
import network.cocoon.projections.registry.ModelRow;
import network.cocoon.projections.registry.PriceRow;
import network.cocoon.projections.registry.RegistryQueries;
import network.cocoon.projections.requests.BlastQueries;
import network.cocoon.ui.books.Books;
import network.cocoon.ui.orders.Orders;
import network.cocoon.ui.parts.Badge;
import network.cocoon.ui.parts.Columns;
import network.cocoon.ui.parts.EmptyState;
import network.cocoon.ui.parts.Head;
import network.cocoon.ui.parts.LiveList;
import network.cocoon.ui.parts.LivePage;
import network.cocoon.ui.parts.Moment;
import network.cocoon.ui.parts.Panel;
import network.cocoon.ui.parts.Table;
import network.cocoon.ui.parts.Texts;
import network.cocoon.ui.parts.Ton;
import network.cocoon.ui.parts.Tone;
import network.cocoon.ui.security.Actions;
import network.cocoon.ui.story.Reach;
import org.jspecify.annotations.Nullable;

/** What the network allows: models, their prices, measurements. */
@Route("registry")
@PageTitle("Registry · Cocoon")
@PermitAll
public class RegistryPage extends LivePage<RegistryPage.Data> {

    private static final int MULTIPLIER_PLACES = 4;

    private final transient RegistryQueries queries;
    private final Head head = new Head("Registry");
    private final Grid<ModelRow> models = new Grid<>();
    private final LiveList<ModelRow> modelRows = new LiveList<>(models, ModelRow::model);
    private final Panel listed = Panel.of("Models", models);
    private final EmptyState noModel = new EmptyState(
            VaadinIcon.BOOK,
            "No model is listed",
            "List a model and set its price: from then on workers may offer it and apps may ask for it.");
    private final Grid<MeasurementRow> measurements = new Grid<>();
    private final LiveList<MeasurementRow> measurementRows = new LiveList<>(measurements, MeasurementRow::measurement);
    private final Panel measured = Panel.of("Measurements", measurements);
    private final EmptyState noMeasurement = new EmptyState(
            VaadinIcon.SHIELD,
            "No measurement on the operator's own list",
            "The manifest that the release keys signed decides what clients trust; this list can only narrow it.");

    private final transient Books books;
    private final transient BlastQueries blasts;
    private final RegistryChainPanel chain = new RegistryChainPanel();

    RegistryPage(
            ViewsChanged changes,
            RegistryQueries queries,
            BlastQueries blasts,
            Actions actions,
            Orders orders,
            Books books) {
        super(changes);
        this.blasts = blasts;
        this.queries = queries;
        this.books = books;
        if (actions.offered()) {
            var forms = new RegistryForms(actions, orders);
            var list = new Button("List a model", _ -> forms.list());
            list.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
            list.setId("list-model");
            var price = new Button(
                    "Set a price",
                    _ -> forms.price(
                            queries.models().stream().map(ModelRow::model).toList()));
            price.setId("set-price");
            head.with(price, list);
            var allow = new Button("Allow a measurement", _ -> forms.allow());
            allow.addThemeVariants(ButtonVariant.LUMO_SMALL);
            measured.with(allow);
        }
        var columns = Columns.sorted(models);
        columns.text("Model", ModelRow::model);
        Columns.from(520, columns.text("Family", ModelRow::family));
        columns.text(
                "Price a token",
                m -> m.price() == null
                        ? "not priced"
                        : Texts.number(m.price().pricePerToken().value()) + " nanoton");
        Columns.from(
                620, columns.text("Fee", m -> m.price() == null ? "" : m.price().feePercent() + "%"));
        Columns.from(460, columns.count("Workers", ModelRow::workers));
        Columns.from(740, columns.count("Context, tokens", ModelRow::contextTokens));
        Columns.from(940, columns.id("Digest", ModelRow::digest));
        Columns.from(1040, columns.time("Listed", ModelRow::listedAt));
        models.setItemDetailsRenderer(new ComponentRenderer<>(this::prices));
        models.addClassName("rows-open");
        models.getElement().setAttribute("aria-label", "Models");
        var of = Columns.sorted(measurements);
        of.id("Measurement", MeasurementRow::measurement);
        of.badge("Standing", m -> m.allowed() ? new Badge("Allowed", Tone.GOOD) : new Badge("Revoked", Tone.BAD));
        Columns.from(560, of.text("Note", MeasurementRow::note));
        of.count("Workers", MeasurementRow::workers);
        Columns.from(700, of.time("Changed", MeasurementRow::changedAt));
        if (actions.offered()) {
            var forms = new StandingForms(actions, orders);
            measurements
                    .addComponentColumn(m -> m.allowed() ? forms.measurement(m.measurement()) : new Span())
                    .setHeader("")
                    .setAutoWidth(true)
                    .setFlexGrow(0);
        }
        measurements.setItemDetailsRenderer(new ComponentRenderer<>(this::reach));
        measurements.addClassName("rows-open");
        measurements.getElement().setAttribute("aria-label", "Measurements");
        listed.add(noModel);
        measured.add(noMeasurement);
        add(head, listed, measured, chain);
    }

    /** One load. */
    record Data(List<ModelRow> models, List<MeasurementRow> measurements, RegistryChainPanel.@Nullable Found chain) {}

    private Div prices(ModelRow model) {
        var table = new Table(
                "Price list", "A token", "Prompt", "Cached", "Completion", "Reasoning", "Fee", "In force from");
        for (PriceRow price : queries.prices(new ModelId(model.model()))) {
            var by = price.multipliers();
            table.row(
                    Texts.faint("version " + price.version()),
                    new Ton(price.pricePerToken()),
                    multiplier(by.prompt()),
                    multiplier(by.cached()),
                    multiplier(by.completion()),
                    multiplier(by.reasoning()),
                    new Span(price.feePercent() + "%"),
                    Moment.of(price.at()));
        }
        var facts = Panel.facts();
        Panel.fact(facts, "Digest", Texts.whole(model.digest()));
        var details = new Div(facts, table);
        details.addClassNames("stack", "details");
        return details;
    }

    private Div reach(MeasurementRow measurement) {
        return Reach.of(measurement, blasts.of(new Digest(measurement.measurement())));
    }

    private static Span multiplier(int tenThousandths) {
        return new Span("× "
                + BigDecimal.valueOf(tenThousandths, MULTIPLIER_PLACES)
                        .stripTrailingZeros()
                        .toPlainString());
    }

    @Override
    protected Data load() {
        return new Data(queries.models(), queries.measurements(), RegistryChainPanel.Found.ask(books));
    }

    @Override
    protected void show(Data data) {
        head.about(data.models().size() + (data.models().size() == 1 ? " model" : " models"));
        models.setVisible(!data.models().isEmpty());
        noModel.setVisible(data.models().isEmpty());
        measurements.setVisible(!data.measurements().isEmpty());
        noMeasurement.setVisible(data.measurements().isEmpty());
        modelRows.show(data.models());
        measurementRows.show(data.measurements());
        chain.show(data.chain());
    }
}
