package dev.roundabout.viz.model;

import java.util.List;
import java.util.Optional;

/**
 * What is known of the way to the cluster's API, and what it says apart from pods and Services.
 *
 * @param hearing empty where nothing can break: the embedded cluster
 * @param scaler what owns the Deployment's replicas, if anything does
 * @param missing permissions that were found missing
 * @param job the newest run of the client inside the cluster
 */
public record ApiState(
    Guard guard,
    Optional<Hearing> hearing,
    Optional<Scaler> scaler,
    List<MissingPermission> missing,
    Demo demo,
    Optional<JobRun> job) {
  static final ApiState INITIAL =
      new ApiState(
          Guard.OPEN,
          Optional.empty(),
          Optional.empty(),
          List.of(),
          new Demo(List.of()),
          Optional.empty());

  public ApiState {
    missing = List.copyOf(missing);
  }

  ApiState with(Guard value) {
    return new ApiState(value, hearing, scaler, missing, demo, job);
  }

  ApiState with(Hearing value) {
    return new ApiState(guard, Optional.of(value), scaler, missing, demo, job);
  }

  ApiState withScaler(Optional<Scaler> value) {
    return new ApiState(guard, hearing, value, missing, demo, job);
  }

  ApiState withMissing(List<MissingPermission> value) {
    return new ApiState(guard, hearing, scaler, value, demo, job);
  }

  ApiState with(Demo value) {
    return new ApiState(guard, hearing, scaler, missing, value, job);
  }

  ApiState with(JobRun value) {
    return new ApiState(guard, hearing, scaler, missing, demo, Optional.of(value));
  }
}
