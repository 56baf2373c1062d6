package dev.roundabout.workload;

import io.grpc.Status;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what a call receives. */
final class Recorded<Q, A> implements ClientResponseObserver<Q, A> {

  final List<A> answers = new CopyOnWriteArrayList<>();
  final CompletableFuture<Status> end = new CompletableFuture<>();
  final CompletableFuture<ClientCallStreamObserver<Q>> call = new CompletableFuture<>();

  @Override
  public void beforeStart(ClientCallStreamObserver<Q> stream) {
    call.complete(stream);
  }

  @Override
  public void onNext(A answer) {
    answers.add(answer);
  }

  @Override
  public void onError(Throwable failure) {
    end.complete(Status.fromThrowable(failure));
  }

  @Override
  public void onCompleted() {
    end.complete(Status.OK);
  }
}
