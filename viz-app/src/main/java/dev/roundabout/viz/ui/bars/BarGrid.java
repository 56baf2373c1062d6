package dev.roundabout.viz.ui.bars;

import dev.roundabout.viz.model.CountedSpan;
import dev.roundabout.viz.model.PodRow;
import dev.roundabout.viz.model.Standing;
import dev.roundabout.viz.ui.kit.Role;
import dev.roundabout.viz.ui.kit.Roles;
import dev.roundabout.viz.ui.kit.Texture;
import dev.roundabout.viz.ui.kit.Type;
import java.util.List;
import java.util.Optional;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.text.TextAlignment;

/** Many pods, as a table of small bars in several columns, by place. */
final class BarGrid {
  /** Widths of a cell in em of its type. */
  private static final double NAME = 3.4;

  private static final double NAME_AND_WORDS = 8;

  private final int columns;
  private final int lines;
  private final double cellWidth;
  private final double cellHeight;
  private final double size;
  private final boolean readable;

  BarGrid(int pods, double width, double height, double em) {
    boolean dense = pods > 80;
    int fitting = Math.max(1, (int) (height / ((dense ? 1.3 : 1.45) * em)));
    this.columns = Math.max(1, (pods + fitting - 1) / fitting);
    this.lines = Math.max(1, (pods + columns - 1) / columns);
    this.cellWidth = width / columns;
    this.cellHeight = Math.min(2.4 * em, height / lines);
    this.size = Math.min(em * (dense ? 0.84 : 1), cellWidth / NAME);
    this.readable = cellWidth >= NAME_AND_WORDS * em;
  }

  /** Whether names, numbers and words have room. */
  boolean isReadable() {
    return readable;
  }

  Optional<PodRow> at(List<PodRow> rows, double x, double y) {
    int column = (int) (x / cellWidth);
    int index = column * lines + (int) (y / cellHeight);
    return y < lines * cellHeight && index >= 0 && index < rows.size()
        ? Optional.of(rows.get(index))
        : Optional.empty();
  }

  void paint(GraphicsContext g, Roles roles, List<PodRow> rows, CountedSpan span, String selected) {
    Type type = Type.of(size);
    g.clearRect(0, 0, g.getCanvas().getWidth(), g.getCanvas().getHeight());
    Type.centred(g);
    double most = rows.stream().mapToDouble(PodRow::share).max().orElse(0);
    for (int i = 0; i < rows.size(); i++) {
      int column = i / lines;
      double x = column * cellWidth;
      double y = (i % lines) * cellHeight;
      boolean chosen = rows.get(i).pod().name().equals(selected);
      new Cell(g, roles, type, span, x + 2, y + 1, cellWidth - 4, cellHeight - 2)
          .paint(rows.get(i), most, chosen);
    }
  }

  /** One pod: the bar is behind its name and its number. */
  private record Cell(
      GraphicsContext g,
      Roles roles,
      Type type,
      CountedSpan span,
      double x,
      double y,
      double w,
      double h) {

    void paint(PodRow row, double most, boolean chosen) {
      boolean serving = row.standing() == Standing.SERVING;
      Color hue = roles.color(Role.pod(row.place()));
      g.setFill(roles.color(Role.INSET));
      g.fillRect(x, y, w, h);
      g.setFill(hue.deriveColor(0, 1, 1, serving ? 0.4 : 0.18));
      g.fillRect(x, y, most > 0 ? w * row.share() / most : 0, h);
      g.setFill(hue.deriveColor(0, 1, 1, serving ? 1 : 0.35));
      g.fillRect(x, y, 3, h);
      if (!serving || chosen) {
        outline(chosen, Texture.of(row.standing()));
      }
      words(row, serving);
    }

    private void outline(boolean chosen, Texture texture) {
      g.setStroke(roles.color(chosen ? Role.ACCENT : Role.MUTED));
      g.setLineWidth(chosen ? 2 : 1);
      if (!chosen) {
        texture.dash(g, type.em());
      }
      g.strokeRect(x + 0.5, y + 0.5, w - 1, h - 1);
      g.setLineDashes();
    }

    private void words(PodRow row, boolean serving) {
      double middle = y + h / 2;
      g.setFill(roles.color(serving ? Role.TEXT : Role.MUTED));
      g.setFont(type.mono());
      g.setTextAlign(TextAlignment.LEFT);
      g.fillText(row.pod().shortName(), x + 6, middle);
      double room = w - 12 - Type.width(row.pod().shortName(), type.mono());
      String number =
          row.count() == 0 && !serving ? row.words() : SpanWords.count(span, row.count());
      g.setTextAlign(TextAlignment.RIGHT);
      g.setFont(type.small());
      g.fillText(Type.fitted(number, type.small(), room), x + w - 3, middle);
    }
  }
}
