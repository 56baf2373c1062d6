package dev.roundabout.viz.ui.resolved;

import dev.roundabout.viz.model.AddressRow;
import dev.roundabout.viz.model.Resolution;
import dev.roundabout.viz.model.ServiceFault;
import dev.roundabout.viz.model.Snapshot;
import dev.roundabout.viz.ui.kit.Card;
import dev.roundabout.viz.ui.kit.Gate;
import dev.roundabout.viz.ui.kit.Labels;
import dev.roundabout.viz.ui.kit.Lists;
import dev.roundabout.viz.ui.kit.Numbers;
import dev.roundabout.viz.ui.kit.Panel;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.layout.Region;
import javafx.scene.text.TextAlignment;

/** The addresses that the first client holds, their age and source, and what only DNS has. */
public final class ResolvedPanel implements Panel {
  private static final int ROOMY = 4;

  private final InstantSource shownTime;
  private final Gate gate;
  private final Label age = Labels.of("", "tone-muted");
  private final ListView<AddressLine> list = new ListView<>();
  private final Label empty = Labels.wrapping();
  private final Label source = Labels.of("", "muted", "small");
  private final Card card = new Card("Resolved addresses", age, list, source);

  /**
   * @param shownTime the moment that is shown
   */
  public ResolvedPanel(InstantSource shownTime, InstantSource clock) {
    this.shownTime = shownTime;
    this.gate = Gate.calm(clock);
    card.getStyleClass().add("resolved");
    list.setCellFactory(view -> new AddressCell());
    empty.setAlignment(Pos.CENTER);
    empty.setTextAlignment(TextAlignment.CENTER);
    list.setPlaceholder(empty);
    list.setAccessibleText("Resolved addresses");
    list.setMinHeight(0);
    list.setPrefHeight(100);
    source.setWrapText(true);
    source.setMinWidth(0);
    source.setMinHeight(Region.USE_PREF_SIZE);
  }

  @Override
  public Node node() {
    return card;
  }

  @Override
  public void render(Snapshot snapshot) {
    Optional<Resolution> resolution = snapshot.client().firstResolution();
    age.setText(resolution.flatMap(Resolution::at).map(this::age).orElse(""));
    long second = shownTime.instant().getEpochSecond();
    if (!gate.opens(second, snapshot.cluster(), snapshot.client())) {
      return;
    }
    List<AddressLine> lines = lines(snapshot, resolution);
    toggleDense(lines.size() > ROOMY);
    showEmpty(snapshot.cluster().api().fault(snapshot.client().settings().service()));
    Lists.update(list.getItems(), lines);
    boolean stale = lines.stream().anyMatch(AddressLine::isApart);
    Labels.restyle(age, "tone-", stale ? "tone-warn" : "tone-muted");
    source.setText(
        resolution
            .map(of -> words(of, AddressRow.isWatching(snapshot)))
            .orElse("the client has not asked yet"));
    boolean failed = resolution.flatMap(Resolution::error).isPresent();
    Labels.restyle(source, "tone-", failed ? "tone-bad" : "tone-muted");
  }

  /** What helps stands in the notes, where there is room for it. */
  private void showEmpty(Optional<ServiceFault> fault) {
    empty.setText(fault.map(ServiceFault::cause).orElse("nothing resolved yet"));
    Labels.restyle(empty, "tone-", fault.isPresent() ? "tone-bad" : "tone-muted");
  }

  private List<AddressLine> lines(Snapshot snapshot, Optional<Resolution> resolution) {
    String source = resolution.map(Resolution::source).orElse("");
    Instant now = shownTime.instant();
    return AddressRow.of(snapshot).stream().map(row -> AddressLine.of(row, source, now)).toList();
  }

  private void toggleDense(boolean dense) {
    if (!dense) {
      card.getStyleClass().remove("dense");
    } else if (!card.getStyleClass().contains("dense")) {
      card.getStyleClass().add("dense");
    }
  }

  private String age(Instant at) {
    return Numbers.age(Duration.between(at, shownTime.instant())) + " old";
  }

  private static String words(Resolution resolution, boolean watching) {
    if (resolution.error().isPresent()) {
      return "could not resolve: " + resolution.error().get();
    }
    if (resolution.at().isEmpty()) {
      return "waiting for the first answer";
    }
    if (watching) {
      return "told by " + resolution.source() + ": it asks no DNS, so there is none to differ from";
    }
    return "answer of "
        + resolution.source()
        + " · TTL "
        + resolution.ttl().toSeconds()
        + " s · "
        + Numbers.count(resolution.refreshes())
        + (resolution.refreshes() == 1 ? " refresh" : " refreshes")
        + (resolution.discarded() > 0
            ? " · " + Numbers.count(resolution.discarded()) + " discarded"
            : "");
  }
}
