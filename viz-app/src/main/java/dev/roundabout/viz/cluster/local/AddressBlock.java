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
    requireListenable(ip(order.get(0), 0, 1), 0, "this system has only 127.0.0.1");
    for (int number : order) {
      Optional<ServerSocketChannel> claim = listen(ip(number, 0, 1), CLAIM_PORT);
      if (claim.isPresent()) {
        return checked(new AddressBlock(number, claim), port);
      }
    }
    throw new IOException("all of 127.0.0.0/8 is taken; use shared addressing");
  }

  /** Tried in a block of our own, where nobody else tries at the same moment. */
  private static AddressBlock checked(AddressBlock own, int port) throws IOException {
    try {
      String why = "port " + port + " is taken on all addresses; end the program that has it";
      requireListenable(own.ip(0, 1), port, why);
      return own;
    } catch (IOException taken) {
      own.close();
      throw taken;
    }
  }

  private static void requireListenable(String ip, int port, String why) throws IOException {
    Optional<ServerSocketChannel> listener = listen(ip, port);
    if (listener.isEmpty()) {
      throw new IOException(why + ", or use shared addressing");
    }
    listener.get().close();
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
