package dev.roundabout.viz.cluster.kubernetes;

/** Is told what a watch sees. On the thread {@code kubernetes-watch}, in the order of the API. */
interface Observer<T> {

  /** It is new, or has changed, or was listed again unchanged. */
  void seen(T item);

  /** The API no longer has it. */
  void gone(T item);

  /** All that there is has been seen: once at the start, and after each break. */
  default void listed() {}

  /** RBAC does not let us see any. */
  default void denied() {}
}
