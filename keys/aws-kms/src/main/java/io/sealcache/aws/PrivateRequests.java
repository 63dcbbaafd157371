package io.sealcache.aws;

import io.sealcache.internal.text.ServiceAddress;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * Refuses to ask over a network in clear, as keys would come so. An endpoint may come from the
 * SDK's own configuration, too.
 */
final class PrivateRequests implements ExecutionInterceptor {
  @Override
  public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes ignored) {
    SdkHttpRequest request = context.httpRequest();
    if (!ServiceAddress.isPrivate(request.protocol(), request.host())) {
      throw new IllegalStateException(
          "Keys would come in clear from '%s'; give the AWS SDK an https endpoint"
              .formatted(request.host()));
    }
  }
}
