package dev.roundabout.viz.ui.channelz;

import dev.roundabout.viz.model.ChannelNode;
import dev.roundabout.viz.model.Seat;
import dev.roundabout.viz.model.Snapshot;
import dev.roundabout.viz.ui.kit.Card;
import dev.roundabout.viz.ui.kit.Gate;
import dev.roundabout.viz.ui.kit.Labels;
import dev.roundabout.viz.ui.kit.Lists;
import dev.roundabout.viz.ui.kit.Numbers;
import dev.roundabout.viz.ui.kit.Panel;
import java.time.InstantSource;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/** The channelz tree, in a virtual list: only visible lines cost anything to draw. */
public final class ChannelzPanel implements Panel {
  private final Tree tree = new Tree();
  private final Gate gate;
  private final ListView<TreeLine> list = new ListView<>();
  private final Card card = new Card("Channelz", Labels.of("", "muted"), list);
  private List<ChannelNode> channels = List.of();
  private List<Seat> seats = List.of();

  public ChannelzPanel(InstantSource clock) {
    this.gate = Gate.calm(clock, 2);
    card.getStyleClass().add("channelz");
    list.setCellFactory(view -> new TreeCell(this::toggle));
    list.setPlaceholder(Labels.of("no channel yet", "muted"));
    list.setAccessibleText("Channelz tree");
    list.setMinHeight(0);
    list.setPrefHeight(100);
    list.addEventHandler(KeyEvent.KEY_PRESSED, this::pressed);
  }

  @Override
  public Node node() {
    return card;
  }

  @Override
  public void render(Snapshot snapshot) {
    if (!gate.opens(0, snapshot.client().channels())) {
      return;
    }
    channels = snapshot.client().channels();
    seats = snapshot.cluster().seats();
    int subchannels = channels.stream().mapToInt(channel -> channel.subchannels().size()).sum();
    card.right().setText(subchannels == 0 ? "" : Numbers.of(subchannels, "subchannel"));
    Lists.update(list.getItems(), tree.lines(channels, seats));
  }

  private void toggle(TreeLine line) {
    tree.toggle(line);
    Lists.update(list.getItems(), tree.lines(channels, seats));
  }

  private void pressed(KeyEvent event) {
    TreeLine line = list.getSelectionModel().getSelectedItem();
    if (line == null || !line.expandable()) {
      return;
    }
    boolean opens = event.getCode() == KeyCode.RIGHT && !line.expanded();
    boolean closes = event.getCode() == KeyCode.LEFT && line.expanded();
    if (opens || closes || event.getCode() == KeyCode.ENTER) {
      toggle(line);
      event.consume();
    }
  }
}
