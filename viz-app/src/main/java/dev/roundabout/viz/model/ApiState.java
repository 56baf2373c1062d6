package dev.roundabout.viz.model;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
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
 * @param faults of the Services that do not lead to the pods
 * @param freezable whether the Deployment tells its servers that anybody may freeze them
 */
public record ApiState(
    Guard guard,
    Optional<Hearing> hearing,
    Optional<Scaler> scaler,
    List<MissingPermission> missing,
    Demo demo,
    boolean noDeployment,
    Optional<String> noNamespace,
    Optional<JobRun> job,
    Map<ServiceKind, ServiceFault> faults,
    boolean freezable) {
  static final ApiState INITIAL =
      new ApiState(
          Guard.OPEN,
          Optional.empty(),
          Optional.empty(),
          List.of(),
          Demo.UNKNOWN,
          false,
          Optional.empty(),
          Optional.empty(),
          Map.of(),
          false);

  public ApiState {
    missing = List.copyOf(missing);
    faults = Map.copyOf(faults);
  }

  ApiState with(Guard value) {
    return new ApiState(
        value, hearing, scaler, missing, demo, noDeployment, noNamespace, job, faults, freezable);
  }

  ApiState with(Hearing value) {
    return new ApiState(
        guard,
        Optional.of(value),
        scaler,
        missing,
        demo,
        noDeployment,
        noNamespace,
        job,
        faults,
        freezable);
  }

  ApiState withScaler(Optional<Scaler> value) {
    return new ApiState(
        guard, hearing, value, missing, demo, noDeployment, noNamespace, job, faults, freezable);
  }

  ApiState withMissing(List<MissingPermission> value) {
    return new ApiState(
        guard, hearing, scaler, value, demo, noDeployment, noNamespace, job, faults, freezable);
  }

  ApiState with(Demo value) {
    return new ApiState(
        guard, hearing, scaler, missing, value, noDeployment, noNamespace, job, faults, freezable);
  }

  ApiState withNoDeployment(boolean value) {
    return new ApiState(
        guard, hearing, scaler, missing, demo, value, noNamespace, job, faults, freezable);
  }

  ApiState withNoNamespace(Optional<String> what) {
    return new ApiState(
        guard, hearing, scaler, missing, demo, noDeployment, what, job, faults, freezable);
  }

  ApiState with(JobRun value) {
    return new ApiState(
        guard,
        hearing,
        scaler,
        missing,
        demo,
        noDeployment,
        noNamespace,
        Optional.of(value),
        faults,
        freezable);
  }

  /** Why the Service of this kind does not lead to the pods; empty where nothing is known. */
  public Optional<ServiceFault> fault(ServiceKind service) {
    return Optional.ofNullable(faults.get(service));
  }

  ApiState withFault(ServiceKind service, Optional<ServiceFault> value) {
    Map<ServiceKind, ServiceFault> next = new EnumMap<>(ServiceKind.class);
    next.putAll(faults);
    next.remove(service);
    value.ifPresent(fault -> next.put(service, fault));
    return new ApiState(
        guard, hearing, scaler, missing, demo, noDeployment, noNamespace, job, next, freezable);
  }

  ApiState withFreezable(boolean value) {
    return new ApiState(
        guard, hearing, scaler, missing, demo, noDeployment, noNamespace, job, faults, value);
  }
}
