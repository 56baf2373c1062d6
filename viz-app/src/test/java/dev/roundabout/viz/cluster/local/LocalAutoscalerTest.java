package dev.roundabout.viz.cluster.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundabout.proto.Req;
import dev.roundabout.proto.Res;
import dev.roundabout.proto.ServiceGrpc;
import dev.roundabout.viz.cluster.Watched;
import dev.roundabout.viz.model.Action;
import dev.roundabout.viz.model.Address;
import dev.roundabout.viz.model.Autoscaling;
import dev.roundabout.viz.model.ClusterFact;
import dev.roundabout.viz.model.Pod;
import dev.roundabout.viz.model.Scaler;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class LocalAutoscalerTest {
  private static Action.SetAutoscaler rule(int min, int max) {
    return new Action.SetAutoscaler(Optional.of(new Autoscaling(min, max)));
  }

  private static Watched start(int replicas) throws Exception {
    return new Watched(
        new LocalCluster(LocalOptionsForTests.instant(replicas, Addressing.OWN_IPS, 47), "test"));
  }

  @Test
  void podsAreAddedForOneThatIsBusy() throws Exception {
    try (Watched watched = start(2)) {
      Pod busy = watched.awaitReady(2).get(0);
      watched.cluster().apply(rule(2, 4));
      ManagedChannel channel = channel(watched.address(busy));
      try {
        for (int call = 0; call < 1000; call++) {
          work(channel, 10_000);
        }
        watched.awaitReady(4);
      } finally {
        channel.shutdownNow();
      }
      List<ClusterFact.ApiEventSeen> events = watched.facts(ClusterFact.ApiEventSeen.class);
      assertThat(events.get(0).message())
          .startsWith("New size: ")
          .contains("; reason: cpu resource");
      assertThat(scalers(watched))
          .anySatisfy(seen -> assertThat(seen.current()).startsWith("cpu "));
    }
  }

  @Test
  void itUndoesWhatIsScaledByHandUntilItIsOff() throws Exception {
    try (Watched watched = start(2)) {
      watched.awaitReady(2);
      assertThat(watched.cluster().apply(rule(2, 4)))
          .contains(new Action.SetAutoscaler(Optional.empty()));
      assertThat(scalers(watched).get(0))
          .isEqualTo(new Scaler("HorizontalPodAutoscaler", "server", 2, 4, "cpu 60%", ""));
      watched.cluster().apply(new Action.Scale(7));
      watched.eventually(() -> assertThat(desired(watched)).containsSubsequence(7, 4));
      watched.cluster().apply(new Action.Scale(1));
      watched.eventually(() -> assertThat(desired(watched)).containsSubsequence(7, 4, 1, 2));

      assertThat(watched.cluster().apply(new Action.SetAutoscaler(Optional.empty())))
          .contains(rule(2, 4));
      List<ClusterFact.ScalerSeen> seen = watched.facts(ClusterFact.ScalerSeen.class);
      assertThat(seen.get(seen.size() - 1).scaler()).isEmpty();
    }
  }

  private static List<Scaler> scalers(Watched watched) {
    return watched.facts(ClusterFact.ScalerSeen.class).stream()
        .flatMap(seen -> seen.scaler().stream())
        .toList();
  }

  private static List<Integer> desired(Watched watched) {
    return watched.facts(ClusterFact.DeploymentSeen.class).stream()
        .map(ClusterFact.DeploymentSeen::desired)
        .toList();
  }

  private static ManagedChannel channel(Address address) {
    return Grpc.newChannelBuilder(address.toString(), InsecureChannelCredentials.create()).build();
  }

  /** Nobody waits for its answer. */
  private static void work(ManagedChannel channel, int micros) {
    ServiceGrpc.newStub(channel).get(Req.newBuilder().setWorkMicros(micros).build(), new Unheard());
  }

  private static final class Unheard implements StreamObserver<Res> {
    @Override
    public void onNext(Res answer) {}

    @Override
    public void onError(Throwable failure) {}

    @Override
    public void onCompleted() {}
  }
}
