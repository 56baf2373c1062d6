package dev.roundabout.viz.channelz;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.channelz.v1.Channel;
import io.grpc.channelz.v1.GetSocketRequest;
import io.grpc.channelz.v1.GetSocketResponse;
import io.grpc.channelz.v1.GetSubchannelRequest;
import io.grpc.channelz.v1.GetSubchannelResponse;
import io.grpc.channelz.v1.GetTopChannelsRequest;
import io.grpc.channelz.v1.GetTopChannelsResponse;
import io.grpc.channelz.v1.Socket;
import io.grpc.channelz.v1.Subchannel;
import io.grpc.protobuf.services.ChannelzService;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Calls the channelz service of this JVM as an object; it answers before it returns. */
final class ChannelzCalls {
  /**
   * What channelz says of something that goes away: NOT_FOUND once it is gone, INTERNAL while it is
   * going and its statistics can no longer be had ({@code ChannelzProtoUtil.getFuture}).
   */
  private static final Set<Status.Code> GONE = Set.of(Status.Code.NOT_FOUND, Status.Code.INTERNAL);

  private final ChannelzService service;

  /**
   * @param page channels asked for at once
   */
  ChannelzCalls(int page) {
    this.service = ChannelzService.newInstance(page);
  }

  /** Every top-level channel of this JVM, by number. */
  List<Channel> topChannels() {
    List<Channel> channels = new ArrayList<>();
    long from = 0;
    while (true) {
      GetTopChannelsResponse page = page(from);
      channels.addAll(page.getChannelList());
      if (page.getEnd() || page.getChannelCount() == 0) {
        return channels;
      }
      from = channels.get(channels.size() - 1).getRef().getChannelId() + 1;
    }
  }

  private GetTopChannelsResponse page(long from) {
    return this.<GetTopChannelsRequest, GetTopChannelsResponse>call(
            service::getTopChannels,
            GetTopChannelsRequest.newBuilder().setStartChannelId(from).build())
        .orElseThrow(() -> new IllegalStateException("channelz did not answer"));
  }

  /** Empty where it went away in the meantime. */
  Optional<Subchannel> subchannel(long id) {
    return this.<GetSubchannelRequest, GetSubchannelResponse>call(
            service::getSubchannel, GetSubchannelRequest.newBuilder().setSubchannelId(id).build())
        .map(GetSubchannelResponse::getSubchannel);
  }

  /** Empty where it went away in the meantime. Only for sockets that are, or were, connected. */
  Optional<Socket> socket(long id) {
    return this.<GetSocketRequest, GetSocketResponse>call(
            service::getSocket, GetSocketRequest.newBuilder().setSocketId(id).build())
        .map(GetSocketResponse::getSocket);
  }

  private <Q, A> Optional<A> call(BiConsumer<Q, StreamObserver<A>> method, Q request) {
    Answer<A> answer = new Answer<>();
    method.accept(request, answer);
    return answer.get();
  }

  private static final class Answer<A> implements StreamObserver<A> {
    private @Nullable A value;
    private @Nullable Throwable error;

    @Override
    public void onNext(A next) {
      value = next;
    }

    @Override
    public void onError(Throwable failure) {
      error = failure;
    }

    @Override
    public void onCompleted() {
      // The value is all there is.
    }

    Optional<A> get() {
      if (error != null && !GONE.contains(Status.fromThrowable(error).getCode())) {
        throw new StatusRuntimeException(Status.fromThrowable(error));
      }
      return Optional.ofNullable(value);
    }
  }
}
