package dev.roundabout.viz.ui.honesty;

import dev.roundabout.viz.model.Latencies;
import dev.roundabout.viz.model.Ledger;
import dev.roundabout.viz.model.Snapshot;
import dev.roundabout.viz.model.Traffic;
import dev.roundabout.viz.ui.kit.Gate;
import dev.roundabout.viz.ui.kit.Labels;
import dev.roundabout.viz.ui.kit.Numbers;
import dev.roundabout.viz.ui.kit.Panel;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.DoubleSupplier;
import java.util.stream.Collectors;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/** The line that must add up: the books, the latency, how late the sender is, the frames. */
public final class HonestyPanel implements Panel {
  /** Below this a late sender is a matter of its timer. */
  private static final Duration LATE = Duration.ofMillis(20);

  private final Optional<DoubleSupplier> fps;
  private final Gate gate;
  private final Gate slow;
  private final Label books = Labels.of("", "mono", "strong");
  private final Label latency = Labels.of("", "mono", "tone-muted");
  private final Label behind = Labels.of("", "mono", "tone-warn");
  private final Label frames = Labels.of("", "mono", "tone-muted");
  private final FlowPane words = new FlowPane(books, latency, behind);
  private final HBox line = new HBox(words, frames);

  /**
   * @param fps frames in the last second
   */
  public HonestyPanel(DoubleSupplier fps, InstantSource clock) {
    this(Optional.of(fps), clock);
  }

  /** Without the frames, which are a matter of the machine. */
  public HonestyPanel(InstantSource clock) {
    this(Optional.empty(), clock);
  }

  private HonestyPanel(Optional<DoubleSupplier> fps, InstantSource clock) {
    this.fps = fps;
    this.gate = Gate.calm(clock);
    this.slow = new Gate(clock, Duration.ofMillis(500));
    line.getStyleClass().add("footer");
    words.getStyleClass().add("flow-line");
    HBox.setHgrow(words, Priority.ALWAYS);
    line.setMinHeight(Region.USE_PREF_SIZE);
    books.setId("books");
    behind.managedProperty().bind(behind.visibleProperty());
  }

  @Override
  public Node node() {
    return line;
  }

  @Override
  public void render(Snapshot snapshot) {
    if (slow.opens(0, new Object())) {
      fps.ifPresent(rate -> frames.setText(Math.round(rate.getAsDouble()) + " fps"));
    }
    Traffic traffic = snapshot.traffic();
    if (!gate.opens(0, traffic)) {
      return;
    }
    Ledger ledger = traffic.ledger();
    books.setText(words(ledger));
    if (ledger.balances()) {
      books.getStyleClass().remove("alarm");
    } else if (!books.getStyleClass().contains("alarm")) {
      books.getStyleClass().add("alarm");
    }
    latency.setText(words(traffic.latency()));
    behind.setVisible(traffic.behind().compareTo(LATE) > 0);
    behind.setText("behind " + Numbers.count(traffic.behind().toMillis()) + " ms");
  }

  static String words(Ledger ledger) {
    String sign = ledger.balances() ? " = " : " ≠ ";
    String sum =
        "sent "
            + Numbers.count(ledger.sent())
            + sign
            + "ok "
            + Numbers.count(ledger.ok())
            + " + failed "
            + Numbers.count(ledger.failedTotal())
            + codes(ledger.failed())
            + " + in flight "
            + Numbers.count(ledger.inFlight());
    return ledger.balances() ? sum : "the books do not balance: " + sum;
  }

  private static String codes(Map<String, Long> failed) {
    if (failed.isEmpty()) {
      return "";
    }
    return new TreeMap<>(failed)
        .entrySet().stream()
            .map(entry -> entry.getKey() + " " + Numbers.count(entry.getValue()))
            .collect(Collectors.joining(", ", " (", ")"));
  }

  private static String words(Latencies latency) {
    if (latency.total() == 0) {
      return "no answer in the last 10 s";
    }
    return "p50 "
        + Numbers.millis(latency.percentileMicros(50))
        + "  p99 "
        + Numbers.millis(latency.percentileMicros(99))
        + "  max "
        + Numbers.millis(latency.maxMicros())
        + "  last 10 s";
  }
}
