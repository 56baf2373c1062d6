package dev.roundabout.viz.client.load;

import io.grpc.ClientStreamTracer;
import io.grpc.Metadata;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Load on a held channel in a time that the test moves. */
final class Bench {
  static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);

  private long now;
  private final List<Task> tasks = new ArrayList<>();
  final Meter meter = new Meter(InstantSource.fixed(Instant.EPOCH), this::now);
  final HeldChannel channel = new HeldChannel();
  final Lane lane = lane(1);

  Lane lane(int client) {
    return new Lane(
        client, channel, Duration.ofSeconds(5), Duration.ZERO, meter, new NoTracers(), this::now);
  }

  long now() {
    return now;
  }

  /** Moves the time, and runs what comes due on the way. */
  void pass(long nanos) {
    long end = now + nanos;
    while (tasks.stream().anyMatch(task -> task.due() <= end)) {
      Task next = tasks.stream().min((a, b) -> Long.compare(a.due(), b.due())).orElseThrow();
      tasks.remove(next);
      now = next.due();
      next.run().run();
    }
    now = end;
  }

  void after(long nanos, Runnable task) {
    tasks.add(new Task(now + nanos, task));
  }

  private record Task(long due, Runnable run) {}

  private static final class NoTracers extends ClientStreamTracer.Factory implements Tracers {
    @Override
    public ClientStreamTracer.Factory ofRequests(Consumer<? super StreamCount> given) {
      return this;
    }

    @Override
    public ClientStreamTracer.Factory ofWatches() {
      return this;
    }

    @Override
    public ClientStreamTracer newClientStreamTracer(
        ClientStreamTracer.StreamInfo info, Metadata headers) {
      return new ClientStreamTracer() {};
    }
  }
}
