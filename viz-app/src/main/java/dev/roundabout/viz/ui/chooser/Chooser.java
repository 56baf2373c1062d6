package dev.roundabout.viz.ui.chooser;

import dev.roundabout.viz.model.Action;
import dev.roundabout.viz.model.Choices;
import dev.roundabout.viz.model.Snapshot;
import dev.roundabout.viz.model.Target;
import dev.roundabout.viz.ui.chooser.Choice.Next;
import dev.roundabout.viz.ui.commands.Asker;
import dev.roundabout.viz.ui.kit.Gate;
import dev.roundabout.viz.ui.kit.Labels;
import dev.roundabout.viz.ui.kit.Overlay;
import dev.roundabout.viz.ui.kit.Panel;
import dev.roundabout.viz.ui.kit.Shown;
import java.time.InstantSource;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/**
 * Chooses what is looked at: a context, then a namespace, then a Deployment. Typing filters, Enter
 * goes on, Backspace in an empty field goes back, Ctrl Enter looks at once.
 */
public final class Chooser implements Panel {
  private final Asker ask;
  private final Gate gate;
  private final Button back = new Button("‹ Back");
  private final Label way = Labels.name("strong");
  private final TextField filter = new TextField();
  private final Label notice = Labels.wrapping("small");
  private final ChoiceList list = new ChoiceList(this::choose);
  private final Label source = Labels.wrapping("small", "muted");
  private final Overlay overlay;
  private Place place = Place.CONTEXTS;
  private Snapshot shown;
  private Optional<Choices> asked = Optional.empty();

  /**
   * @param first the snapshot to begin with
   * @param closed gives the focus back
   */
  public Chooser(Asker ask, Snapshot first, Runnable closed, InstantSource clock) {
    this.ask = ask;
    this.shown = first;
    this.gate = Gate.prompt(clock);
    Label keys = Labels.wrapping("small", "muted");
    keys.setText(
        "Enter goes on · Ctrl Enter looks at it at once · Backspace goes back · Esc leaves");
    HBox head = new HBox(back, way);
    head.getStyleClass().add("list-row");
    VBox box = new VBox(head, filter, Shown.whenNeeded(notice), list.node(), source, keys);
    box.getStyleClass().add("chooser");
    VBox.setVgrow(list.node(), Priority.ALWAYS);
    this.overlay = new Overlay(box, filter, closed);
    Shown.whenNeeded(back).getStyleClass().add("plain-button");
    back.setFocusTraversable(false);
    back.setMinWidth(VBox.USE_PREF_SIZE);
    back.setId("chooser-back");
    back.setOnAction(event -> go(place.back()));
    filter.setId("chooser-filter");
    filter.textProperty().addListener((property, before, after) -> fill());
    filter.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
    notice.setId("chooser-notice");
  }

  @Override
  public Node node() {
    return overlay.node();
  }

  public boolean isOpen() {
    return overlay.isOpen();
  }

  /** Opens it with the contexts. */
  public void show() {
    go(Place.CONTEXTS);
    overlay.show();
  }

  @Override
  public void render(Snapshot snapshot) {
    shown = snapshot;
    if (isOpen() && gate.opens(0, snapshot.choices(), snapshot.cluster().info())) {
      fill();
    }
  }

  private void go(Place next) {
    place = next;
    back.setVisible(next.step() != Place.Step.CONTEXT);
    way.setText(next.words());
    filter.setPromptText(next.prompt());
    filter.setAccessibleText(next.prompt());
    browse();
    filter.clear();
    list.forget();
    fill();
    if (isOpen()) {
      filter.requestFocus();
    }
  }

  private void browse() {
    asked = Optional.empty();
    if (place.step() != Place.Step.CONTEXT) {
      asked = Optional.of(shown.choices());
      ask.ask(new Action.Browse(place.context(), place.namespace()));
    }
  }

  private void fill() {
    Offer offer = new Offer(shown.choices(), shown.cluster().info(), filter.getText());
    list.show(offer.at(place), filter.getText().isBlank());
    String words = Notice.of(place, shown.choices(), isWaiting());
    notice.setText(words);
    notice.setVisible(!words.isEmpty());
    Labels.restyle(notice, "tone-", isWaiting() ? "tone-muted" : "tone-bad");
    source.setText(shown.choices().kubeconfig());
  }

  /** An answer is another object than what was there when it was asked for. */
  @SuppressWarnings("ReferenceEquality")
  private boolean isWaiting() {
    Choices now = shown.choices();
    boolean stale = asked.filter(before -> before == now).isPresent();
    return !place.isAnsweredBy(now) || (stale && !now.trouble().isEmpty());
  }

  private void choose(Choice choice) {
    if (choice.next() instanceof Next.Go to) {
      go(to.place());
    } else if (choice.next() instanceof Next.Look look) {
      look(look.target());
    }
  }

  private void look(Target target) {
    overlay.hide();
    ask.ask(new Action.Look(target));
  }

  private void pressed(KeyEvent event) {
    switch (event.getCode()) {
      case ENTER -> list.selected().ifPresent(choice -> entered(choice, event.isShortcutDown()));
      case DOWN -> list.move(1);
      case UP -> list.move(-1);
      case PAGE_DOWN -> list.move(ChoiceList.PAGE);
      case PAGE_UP -> list.move(-ChoiceList.PAGE);
      default -> {
        if (event.getCode() != KeyCode.BACK_SPACE
            || !filter.getText().isEmpty()
            || place.step() == Place.Step.CONTEXT) {
          return;
        }
        go(place.back());
      }
    }
    event.consume();
  }

  private void entered(Choice choice, boolean atOnce) {
    if (atOnce) {
      look(choice.atOnce());
    } else {
      choose(choice);
    }
  }
}
