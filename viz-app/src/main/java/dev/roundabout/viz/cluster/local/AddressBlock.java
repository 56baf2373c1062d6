package dev.roundabout.viz.cluster.local;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;

/**
 * A part of 127.0.0.0/8 that one cluster has for itself: 127.A.0.0/16. It is claimed by listening
 * on a fixed port of 127.A.0.1, so that two programs on a machine never share one; the claim ends
 * with the program, however that ends.
 */
final class AddressBlock implements AutoCloseable {
  private static final int CLAIM_PORT = 19_091;
  private static final int BLOCKS = 254;

  private final int number;
  private final Optional<ServerSocketChannel> claim;

  private AddressBlock(int number, Optional<ServerSocketChannel> claim) {
    this.number = number;
    this.claim = claim;
  }

  /**
   * Takes a free block.
   *
   * @param port that pods and Services will listen on
   * @throws IOException where this addressing cannot be had; the message names the next step
   */
  static AddressBlock take(Addressing addressing, int port, RandomGenerator random)
      throws IOException {
    List<Integer> order = shuffled(random);
    AddressBlock nominal = new AddressBlock(order.get(0), Optional.empty());
    if (addressing == Addressing.SHARED) {
      return nominal;
    }
    try {
      return claim(order, port);
    } catch (IOException impossible) {
      if (addressing == Addressing.AUTO) {
        return nominal;
      }
      throw impossible;
    }
  }

  private static List<Integer> shuffled(RandomGenerator random) {
    List<Integer> numbers = new ArrayList<>();
    for (int number = 1; number <= BLOCKS; number++) {
      numbers.add(number);
    }
    Collections.shuffle(numbers, new Random(random.nextLong()));
    return numbers;
  }

  private static AddressBlock claim(List<Integer> order, int port) throws IOException {
    requireBindable(new AddressBlock(order.get(0), Optional.empty()), port);
    for (int number : order) {
      Optional<ServerSocketChannel> claim = listen(ip(number, 0, 1), CLAIM_PORT);
      if (claim.isPresent()) {
        return new AddressBlock(number, claim);
      }
    }
    throw new IOException("all of 127.0.0.0/8 is taken; use shared addressing");
  }

  /** Tells a system without 127.x.x.x from one where a program has the port on all addresses. */
  private static void requireBindable(AddressBlock sample, int port) throws IOException {
    String ip = sample.ip(255, 1);
    Optional<ServerSocketChannel> any = listen(ip, 0);
    if (any.isEmpty()) {
      throw new IOException("this system has only 127.0.0.1; use shared addressing");
    }
    any.get().close();
    Optional<ServerSocketChannel> wanted = listen(ip, port);
    if (wanted.isEmpty()) {
      throw new IOException(
          "port " + port + " is taken on all addresses; end that program or use shared addressing");
    }
    wanted.get().close();
  }

  private static Optional<ServerSocketChannel> listen(String ip, int port) throws IOException {
    ServerSocketChannel channel = ServerSocketChannel.open();
    try {
      return Optional.of(channel.bind(new InetSocketAddress(ip, port), 1));
    } catch (IOException taken) {
      channel.close();
      return Optional.empty();
    }
  }

  /** Whether the addresses are this program's own and can be listened on. */
  boolean isOwn() {
    return claim.isPresent();
  }

  /** 127.A.third.fourth. */
  String ip(int third, int fourth) {
    return ip(number, third, fourth);
  }

  private static String ip(int second, int third, int fourth) {
    return "127." + second + "." + third + "." + fourth;
  }

  @Override
  public void close() throws IOException {
    if (claim.isPresent()) {
      claim.get().close();
    }
  }
}
