package dev.roundabout.viz.ui.flow;

import dev.roundabout.viz.model.PodRow;
import dev.roundabout.viz.model.Resolution;
import dev.roundabout.viz.model.Snapshot;
import dev.roundabout.viz.ui.commands.Commands;
import dev.roundabout.viz.ui.kit.Card;
import dev.roundabout.viz.ui.kit.Gate;
import dev.roundabout.viz.ui.kit.Labels;
import dev.roundabout.viz.ui.kit.Numbers;
import dev.roundabout.viz.ui.kit.Panel;
import dev.roundabout.viz.ui.kit.PodRows;
import dev.roundabout.viz.ui.kit.Roles;
import dev.roundabout.viz.ui.kit.ViewSettings;
import dev.roundabout.viz.ui.notes.PodNotes;
import dev.roundabout.viz.ui.notes.ServiceNote;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.StackPane;

/** Requests in flight: who talks to whom. */
public final class FlowPanel implements Panel {
  private final PodRows rows;
  private final Gate gate;
  private final FlowPicture picture;
  private final EmptyFlow empty;
  private final ServiceNote service = new ServiceNote();
  private final PodNotes notes = new PodNotes();
  private final Card card;
  private List<PodRow> shown = List.of();

  public FlowPanel(
      Commands commands, PodRows rows, Roles roles, ViewSettings view, InstantSource clock) {
    this.rows = rows;
    this.gate = Gate.calm(clock);
    this.picture = new FlowPicture(roles, view, clock);
    this.empty = new EmptyFlow(commands);
    StackPane body = new StackPane(picture.node(), empty);
    body.setMinSize(0, 0);
    body.getStyleClass().add("flow-body");
    this.card = new Card("Requests in flight", Labels.name("mono", "muted"), body, service, notes);
    card.getStyleClass().add("flow");
    picture.node().setAccessibleRole(AccessibleRole.IMAGE_VIEW);
    new Hover(picture.node(), this::podAt, row -> view.toggleSelected(row.pod().name()));
  }

  private Optional<PodRow> podAt(MouseEvent event) {
    return picture
        .podAt(event.getX(), event.getY())
        .flatMap(name -> shown.stream().filter(row -> row.pod().name().equals(name)).findFirst());
  }

  @Override
  public Node node() {
    return card;
  }

  @Override
  public void render(Snapshot snapshot) {
    if (picture.isEmpty()) {
      return;
    }
    if (gate.opens(
        picture.look(),
        snapshot.cluster(),
        snapshot.client(),
        snapshot.traffic(),
        snapshot.troubles())) {
      show(snapshot);
    }
    picture.move(snapshot).ifPresent(card.note()::setText);
  }

  /** How often the still canvas was drawn; tests count the work with it. */
  public long paints() {
    return picture.paints();
  }

  private void show(Snapshot snapshot) {
    shown = rows.of(snapshot);
    writeHead(snapshot);
    service.show(snapshot);
    notes.show(shown);
    empty.show(shown.isEmpty(), snapshot);
    long before = picture.paints();
    picture.show(snapshot, shown);
    if (picture.paints() > before) {
      picture.node().setAccessibleText(FlowWords.of(snapshot, shown));
    }
  }

  private void writeHead(Snapshot snapshot) {
    int clients = snapshot.client().settings().clients();
    String target = snapshot.client().firstResolution().map(Resolution::target).orElse("");
    card.right().setText(Numbers.of(clients, "client") + (target.isEmpty() ? "" : " · " + target));
  }
}
