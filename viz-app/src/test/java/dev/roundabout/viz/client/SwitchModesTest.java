package dev.roundabout.viz.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.roundabout.viz.channelz.ChannelzReader;
import dev.roundabout.viz.model.Action;
import dev.roundabout.viz.model.ChannelNode;
import dev.roundabout.viz.model.Load;
import dev.roundabout.viz.model.ResolverMode;
import dev.roundabout.viz.model.SessionFact;
import java.io.IOException;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The way of re-resolving is exchanged on a channel that goes on. */
@Timeout(120)
class SwitchModesTest {
  private static final int SWITCHES = 100;
  private static final List<ResolverMode> MODES =
      List.of(
          ResolverMode.ON_DISCONNECT,
          ResolverMode.POLL_DNS,
          ResolverMode.WATCH_ENDPOINTS,
          ResolverMode.MAX_CONNECTION_AGE);

  @Test
  void a_hundred_switches_under_load_lose_no_call_and_build_no_channel() throws IOException {
    Random random = new Random(7);
    try (Rig rig = Rig.of(3)) {
      ClientUnderTest client =
          rig.paused(
              settings ->
                  settings.withClients(2).withLoad(new Load.Concurrent(16)).withRunning(true));
      ChannelzReader reader = Rig.reader(client);
      await().until(() -> rig.pod(3).answers() > 0);
      List<Long> channels = reader.read().stream().map(ChannelNode::id).toList();
      for (int i = 0; i < SWITCHES; i++) {
        OptionalInt who = i % 3 == 0 ? OptionalInt.empty() : OptionalInt.of(1 + i % 2);
        rig.answer(rig.ips(2 + random.nextInt(2)));
        client.apply(new Action.SetResolver(who, MODES.get(random.nextInt(MODES.size()))));
        long ok = rig.snapshot().traffic().ledger().ok();
        await().until(() -> rig.snapshot().traffic().ledger().ok() > ok);
      }
      rig.answer(rig.ips(3));
      client.apply(new Action.SetResolver(ResolverMode.WATCH_ENDPOINTS));
      long before = rig.pod(3).answers();
      await().until(() -> rig.pod(3).answers() > before);
      assertThat(reader.read()).extracting(ChannelNode::id).isEqualTo(channels);
      assertThat(rig.snapshot().traffic().ledger().failed()).isEmpty();
      assertThat(rig.facts(SessionFact.Trouble.class)).isEmpty();
    }
  }
}
