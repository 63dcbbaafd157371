package io.sealcache.spring.boot;

import io.sealcache.EncryptedCacheManager;
import io.sealcache.EncryptedCachingProvider;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Says what is refused, and which property to set: what SealCache refused when its cache manager
 * was opened, no key or a wrong setting, and a start that would cache in clear.
 */
public final class RefusalAnalyzer extends AbstractFailureAnalyzer<CacheException> {
  private static final String KEYS =
      "Set sealcache.keyring to the path of a keyring file, or another setting that gives keys,"
          + " such as sealcache.master-key: in application.yml, the environment or a config server.";
  private static final String CORRECT =
      "Correct the named setting in application.yml, the environment or a config server.";

  private static final String STARTER = RefusalAnalyzer.class.getPackageName() + ".";
  private static final Set<String> OPENING = Set.of("createCache", "getCache");

  /** For {@code META-INF/spring.factories}. */
  public RefusalAnalyzer() {}

  @Override
  protected @Nullable FailureAnalysis analyze(Throwable rootFailure, CacheException cause) {
    if (cause instanceof RefusedStartException refused) {
      return new FailureAnalysis(refused.description(), refused.action(), cause);
    }
    if (!isOfOpening(cause)) {
      return null;
    }
    String message = String.valueOf(cause.getMessage());
    return new FailureAnalysis(
        "SealCache can't open the application's caches: " + message,
        lacksKey(message) ? KEYS : CORRECT,
        cause);
  }

  /** An operation of a cache may fail in a start too. */
  private static boolean isOfOpening(CacheException cause) {
    StackTraceElement[] trace = cause.getStackTrace();
    return Arrays.stream(trace).anyMatch(RefusalAnalyzer::isOpening)
        || (trace.length > 0 && trace[0].getClassName().startsWith(STARTER));
  }

  private static boolean isOpening(StackTraceElement frame) {
    String type = frame.getClassName();
    return type.equals(EncryptedCachingProvider.class.getName())
        || (type.equals(EncryptedCacheManager.class.getName())
            && OPENING.contains(frame.getMethodName()));
  }

  private static boolean lacksKey(String message) {
    String text = message.toLowerCase(Locale.ROOT);
    return text.contains("sealcache.master-key") && !text.contains("both given");
  }
}
