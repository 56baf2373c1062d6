package dev.roundabout.viz.ui.flow;

import dev.roundabout.viz.model.ClientRow;
import dev.roundabout.viz.model.Load;
import dev.roundabout.viz.model.Settings;
import dev.roundabout.viz.ui.flow.Scenery.Client;
import dev.roundabout.viz.ui.flow.Scenery.Client.Shape;
import dev.roundabout.viz.ui.kit.Numbers;
import dev.roundabout.viz.ui.kit.Type;
import java.util.ArrayList;
import java.util.List;

/** The clients' side of the flow. */
final class Clients {
  private final Type type;
  private final double em;
  private final double width;
  private final double height;

  Clients(Type type, double width, double height) {
    this.type = type;
    this.em = type.em();
    this.width = width;
    this.height = height;
  }

  List<Client> boxes(List<ClientRow> rows, Settings settings) {
    return rows.size() == 1 ? List.of(lone(rows.get(0), settings)) : several(rows, settings);
  }

  private Client lone(ClientRow row, Settings settings) {
    String title = row.client() > 0 ? "client" : Numbers.of(settings.clients(), "client");
    String note = settings.running() ? words(settings.load()) : "paused";
    double wide = widest(List.of(title, note, row.knows()), 1.6 * em);
    double most = Math.min(5.3 * em, height);
    Shape shape = most < 2.8 * em ? Shape.FLAT : Shape.LONE;
    double h = shape == Shape.FLAT ? Math.min(1.7 * em, height) : most;
    return new Client(
        row.client(), title, note, row.knows(), left(), (height - h) / 2, wide, h, shape);
  }

  private List<Client> several(List<ClientRow> rows, Settings settings) {
    double room = height / rows.size();
    Shape shape = room < 3.1 * em ? Shape.FLAT : Shape.TALL;
    double h = Math.min(shape == Shape.FLAT ? 1.7 * em : 3.1 * em, room * 0.9);
    double gap = Math.min(em, room - h);
    double top = (height - rows.size() * h - (rows.size() - 1) * gap) / 2;
    double wide = 0;
    for (ClientRow row : rows) {
      wide = Math.max(wide, shape == Shape.FLAT ? flat(row, settings) : tall(row, settings));
    }
    wide = Math.min(wide, most());
    List<Client> boxes = new ArrayList<>();
    for (ClientRow row : rows) {
      double y = top + boxes.size() * (h + gap);
      boxes.add(
          new Client(
              row.client(),
              title(row),
              rate(row, settings),
              row.knows(),
              left(),
              y,
              wide,
              h,
              shape));
    }
    return List.copyOf(boxes);
  }

  private double tall(ClientRow row, Settings settings) {
    // As if every digit were as wide as the widest, so that the box does not tremble.
    String rate = rate(row, settings).replaceAll("\\d", "0");
    double above = Type.width(title(row), type.strong()) + Type.width(rate, type.small()) + em;
    return Math.max(above, Type.width(row.knows(), type.small())) + 1.4 * em;
  }

  private double flat(ClientRow row, Settings settings) {
    return tall(row, settings) + Type.width(row.knows(), type.small()) + em;
  }

  private double widest(List<String> texts, double margin) {
    double wide = 7 * em;
    for (String text : texts) {
      wide = Math.max(wide, Type.width(text, type.strong()) + margin);
    }
    return Math.min(wide, most());
  }

  /** So much that lines and pods have room, too. */
  private double most() {
    return Math.max(5 * em, 0.3 * width);
  }

  private double left() {
    return 0.2 * em;
  }

  private static String title(ClientRow row) {
    return "client " + row.client();
  }

  private static String rate(ClientRow row, Settings settings) {
    return settings.running() || row.perSecond() > 0 ? Numbers.rate(row.perSecond()) : "paused";
  }

  private static String words(Load load) {
    if (load instanceof Load.Rate rate) {
      return Numbers.count(rate.perSecond()) + " req/s";
    }
    return load instanceof Load.Concurrent concurrent
        ? Numbers.count(concurrent.inFlight()) + " in flight"
        : load instanceof Load.NewConnection ? "a connection a call" : "sequential";
  }
}
