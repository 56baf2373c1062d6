package dev.roundabout.viz.ui.stage;

import dev.roundabout.viz.ui.kit.Role;
import dev.roundabout.viz.ui.kit.Roles;
import java.util.List;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;

/** The lines from the client to its pods. */
final class Wires {
  private final GraphicsContext g;
  private final Roles roles;

  Wires(Canvas canvas, Roles roles) {
    this.g = canvas.getGraphicsContext2D();
    this.roles = roles;
  }

  /**
   * @param top of the first row
   * @param high height of each
   */
  void paint(List<StageRow> rows, Columns columns, double top, double high) {
    g.clearRect(0, 0, g.getCanvas().getWidth(), g.getCanvas().getHeight());
    double from = top + rows.size() * high / 2;
    for (int i = 0; i < rows.size(); i++) {
      StageRow row = rows.get(i);
      boolean serves = row.serves();
      Role hue = serves && row.isOne() ? Role.pod(row.first().place()) : Role.MUTED;
      g.setStroke(roles.color(hue));
      g.setGlobalAlpha(serves ? 0.65 : 0.6);
      g.setLineWidth(columns.em() * (serves ? 0.08 + 0.3 * row.share() : 0.07));
      g.setLineDashes(
          serves ? new double[0] : new double[] {columns.em() * 0.12, columns.em() * 0.45});
      double to = top + (i + 0.5) * high;
      double middle = (columns.client() + columns.box()) / 2;
      g.beginPath();
      g.moveTo(columns.client(), from);
      g.bezierCurveTo(middle, from, middle, to, columns.box(), to);
      g.stroke();
    }
    g.setGlobalAlpha(1);
  }
}
