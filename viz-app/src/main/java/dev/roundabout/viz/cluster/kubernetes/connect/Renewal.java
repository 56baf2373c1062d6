package dev.roundabout.viz.cluster.kubernetes.connect;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Renews credentials for whoever is about to send a request, an informer that lists anew as well:
 * it never fails and holds nobody up for long, for what cannot be renewed may still be good. Any
 * thread.
 *
 * <p>There is one attempt at a time, which all that need it wait for. One that takes too long goes
 * on without them, as somebody may be logging in, and what it gives is taken the next time.
 *
 * @param <T> what has the credentials
 */
final class Renewal<T> implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** After a failure: each request would start the plugin once more. */
  private static final Duration PAUSE = Duration.ofSeconds(30);

  /** One that takes so long is interrupted, and the next one begins. */
  private static final Duration GIVEN_UP = Duration.ofMinutes(6);

  private final Callable<T> source;
  private final InstantSource clock;
  private Optional<Attempt<T>> last = Optional.empty();
  private volatile Optional<String> trouble = Optional.empty();

  /**
   * @param source may block, and fail
   * @param clock by which an attempt and the pause after it last
   */
  Renewal(Callable<T> source, InstantSource clock) {
    this.source = source;
    this.clock = clock;
  }

  /** Why it failed the last time, in words; empty where it did not. */
  Optional<String> trouble() {
    return trouble;
  }

  /** What is new; empty where there is nothing new now. */
  Optional<T> now() {
    Attempt<T> attempt = attempt();
    try {
      T fresh = attempt.result().get(patience(attempt).toNanos(), TimeUnit.NANOSECONDS);
      over(attempt);
      trouble = Optional.empty();
      return Optional.of(fresh);
    } catch (TimeoutException late) {
      trouble =
          Optional.of(
              "it takes longer than " + PATIENCE.toSeconds() + " s; somebody may have to log in");
    } catch (ExecutionException failed) {
      trouble =
          Optional.ofNullable(failed.getCause())
              .map(Throwable::getMessage)
              .or(() -> Optional.of(failed.toString()));
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
    }
    return Optional.empty();
  }

  /** The one that is under way, or that failed a moment ago; else a new one. */
  private synchronized Attempt<T> attempt() {
    Optional<Attempt<T>> current = last.filter(this::counts);
    if (current.isPresent()) {
      return current.get();
    }
    close();
    CompletableFuture<T> result = new CompletableFuture<>();
    Thread thread = new Thread(() -> run(result), "kubernetes-credentials");
    Attempt<T> next = new Attempt<>(result, thread, clock.instant());
    thread.setDaemon(true);
    thread.start();
    last = Optional.of(next);
    return next;
  }

  private boolean counts(Attempt<T> attempt) {
    Duration age = age(attempt);
    if (age.isNegative()) {
      return false; // the machine's clock was set back
    }
    if (attempt.result().isCompletedExceptionally()) {
      return age.compareTo(PAUSE) < 0;
    }
    return attempt.result().isDone() || age.compareTo(GIVEN_UP) < 0;
  }

  private void run(CompletableFuture<T> result) {
    try {
      result.complete(source.call());
    } catch (Exception | Error failure) {
      result.completeExceptionally(failure);
    }
  }

  /** Of one that succeeded nothing is left: the next who asks wants newer ones. */
  private synchronized void over(Attempt<T> attempt) {
    if (last.filter(attempt::equals).isPresent()) {
      last = Optional.empty();
    }
  }

  private Duration patience(Attempt<T> attempt) {
    Duration rest = PATIENCE.minus(age(attempt));
    return rest.isNegative() ? Duration.ZERO : rest;
  }

  private Duration age(Attempt<T> attempt) {
    return Duration.between(attempt.begun(), clock.instant());
  }

  /** Gives up the attempt that is under way. */
  @Override
  public synchronized void close() {
    last.ifPresent(attempt -> attempt.thread().interrupt());
  }

  private record Attempt<T>(CompletableFuture<T> result, Thread thread, Instant begun) {}
}
