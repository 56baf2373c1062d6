package dev.roundabout.viz.client.load;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.util.ArrayDeque;
import java.util.Queue;

/** A channel whose calls end when a test says so: for what depends on time alone. */
final class HeldChannel extends Channel {
  private final Queue<Held<?, ?>> open = new ArrayDeque<>();
  private int started;

  @Override
  public <Q, A> ClientCall<Q, A> newCall(MethodDescriptor<Q, A> method, CallOptions options) {
    started++;
    return new Held<>(open);
  }

  @Override
  public String authority() {
    return "held";
  }

  int started() {
    return started;
  }

  /** Ends the oldest call under way. */
  void endOne(Status status) {
    open.remove().end(status);
  }

  /** Ends the oldest call under way with this answer. */
  @SuppressWarnings("unchecked")
  <A> void answerOne(A answer) {
    Held<?, A> call = (Held<?, A>) open.remove();
    call.answer(answer);
  }

  private static final class Held<Q, A> extends ClientCall<Q, A> {
    private final Queue<Held<?, ?>> open;
    private Listener<A> listener = new Listener<>() {};

    Held(Queue<Held<?, ?>> open) {
      this.open = open;
    }

    @Override
    public void start(Listener<A> toInform, Metadata headers) {
      listener = toInform;
      open.add(this);
    }

    void answer(A answer) {
      listener.onMessage(answer);
      end(Status.OK);
    }

    void end(Status status) {
      listener.onClose(status, new Metadata());
    }

    @Override
    public void request(int messages) {}

    @Override
    public void cancel(
        @org.jspecify.annotations.Nullable String message,
        @org.jspecify.annotations.Nullable Throwable cause) {}

    @Override
    public void halfClose() {}

    @Override
    public void sendMessage(Q message) {}
  }
}
