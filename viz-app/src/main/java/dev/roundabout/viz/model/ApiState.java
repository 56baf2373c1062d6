package dev.roundabout.viz.model;

import java.util.List;
import java.util.Optional;

/**
 * What is known of the way to the cluster's API, and what it says apart from pods and Services.
 *
 * @param hearing empty where nothing can break: the embedded cluster
 * @param scaler what owns the Deployment's replicas, if anything does
 * @param missing permissions that were found missing
 * @param noDeployment whether the Deployment was looked for and is not there
 * @param noNamespace what to do about the namespace, which is not there; empty where it is
 * @param job the newest run of the client inside the cluster
 */
public record ApiState(
    Guard guard,
    Optional<Hearing> hearing,
    Optional<Scaler> scaler,
    List<MissingPermission> missing,
    Demo demo,
    boolean noDeployment,
    Optional<String> noNamespace,
    Optional<JobRun> job) {
  static final ApiState INITIAL =
      new ApiState(
          Guard.OPEN,
          Optional.empty(),
          Optional.empty(),
          List.of(),
          new Demo(List.of()),
          false,
          Optional.empty(),
          Optional.empty());

  public ApiState {
    missing = List.copyOf(missing);
  }

  ApiState with(Guard value) {
    return new ApiState(value, hearing, scaler, missing, demo, noDeployment, noNamespace, job);
  }

  ApiState with(Hearing value) {
    return new ApiState(
        guard, Optional.of(value), scaler, missing, demo, noDeployment, noNamespace, job);
  }

  ApiState withScaler(Optional<Scaler> value) {
    return new ApiState(guard, hearing, value, missing, demo, noDeployment, noNamespace, job);
  }

  ApiState withMissing(List<MissingPermission> value) {
    return new ApiState(guard, hearing, scaler, value, demo, noDeployment, noNamespace, job);
  }

  ApiState with(Demo value) {
    return new ApiState(guard, hearing, scaler, missing, value, noDeployment, noNamespace, job);
  }

  ApiState withNoDeployment(boolean value) {
    return new ApiState(guard, hearing, scaler, missing, demo, value, noNamespace, job);
  }

  ApiState withNoNamespace(Optional<String> what) {
    return new ApiState(guard, hearing, scaler, missing, demo, noDeployment, what, job);
  }

  ApiState with(JobRun value) {
    return new ApiState(
        guard, hearing, scaler, missing, demo, noDeployment, noNamespace, Optional.of(value));
  }
}
