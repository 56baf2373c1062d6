package dev.roundabout.viz.cluster.kubernetes.fake;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;
import tools.jackson.databind.node.ObjectNode;

/** The objects that a fresh cluster has, and those of the demo. */
record Furniture(Admission admission, ObjectStore store) {

  void install() {
    namespace("default");
    namespace(PodFaults.SYSTEM);
    create(NODE);
    create(DNS_SERVICE);
    create(DNS_DEPLOYMENT);
  }

  void namespace(String name) {
    create(
        """
        apiVersion: v1
        kind: Namespace
        metadata:
          name: %s
          labels:
            kubernetes.io/metadata.name: %1$s
        """
            .formatted(name));
  }

  void deploy(String namespace, int replicas) {
    create(DEPLOYMENT.formatted(namespace, replicas));
    create(SERVICE.formatted("server", namespace, ""));
    create(SERVICE.formatted("server-headless", namespace, "clusterIP: None"));
  }

  private void create(String yaml) {
    HasMetadata object = Serialization.unmarshal(yaml);
    ResourceType type = ResourceTypes.of(object.getClass());
    ObjectNode wanted = Serialization.jsonMapper().valueToTree(object);
    store.create(type, admission.admit(type, wanted));
  }

  private static final String NODE =
      """
      apiVersion: v1
      kind: Node
      metadata:
        name: minikube
      """;

  private static final String DNS_SERVICE =
      """
      apiVersion: v1
      kind: Service
      metadata:
        name: kube-dns
        namespace: kube-system
        labels: {k8s-app: kube-dns}
      spec:
        clusterIP: 10.96.0.10
        selector: {k8s-app: kube-dns}
        ports:
          - {name: dns-tcp, port: 53, targetPort: dns-tcp}
      """;

  private static final String DNS_DEPLOYMENT =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: coredns
        namespace: kube-system
        labels: {k8s-app: kube-dns}
      spec:
        replicas: 1
        selector:
          matchLabels: {k8s-app: kube-dns}
        template:
          metadata:
            labels: {k8s-app: kube-dns}
          spec:
            containers:
              - name: coredns
                image: registry.k8s.io/coredns/coredns:v1.11.3
                ports:
                  - {name: dns-tcp, containerPort: 53}
      """;

  private static final String DEPLOYMENT =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: server
        namespace: %s
        labels: &labels
          app.kubernetes.io/name: server
          app.kubernetes.io/part-of: roundabout
          app.kubernetes.io/managed-by: roundabout
      spec:
        replicas: %d
        selector:
          matchLabels:
            app.kubernetes.io/name: server
            app.kubernetes.io/part-of: roundabout
        template:
          metadata:
            labels: *labels
          spec:
            containers:
              - name: server
                image: roundabout-workload:0.1.0
                imagePullPolicy: IfNotPresent
                ports:
                  - {name: grpc, containerPort: 9090}
      """;

  private static final String SERVICE =
      """
      apiVersion: v1
      kind: Service
      metadata:
        name: %s
        namespace: %s
        labels:
          app.kubernetes.io/name: server
          app.kubernetes.io/part-of: roundabout
          app.kubernetes.io/managed-by: roundabout
      spec:
        %s
        selector:
          app.kubernetes.io/name: server
          app.kubernetes.io/part-of: roundabout
        ports:
          - {name: grpc, port: 9090, targetPort: grpc}
      """;
}
