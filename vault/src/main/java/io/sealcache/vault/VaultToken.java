package io.sealcache.vault;

import com.google.gson.JsonObject;
import io.sealcache.internal.text.LoggerName;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The token by which keys are asked for: that of a file, or that of a login, which is renewed when
 * two thirds of its lease are over, and else come by anew. Thread-safe.
 */
final class VaultToken {
  private static final Logger LOGGER = LoggerName.KEYS.logger();

  private final VaultHttp http;
  private final VaultLogin login;
  private final LongSupplier nanoTime;
  private @Nullable Lease lease; // guarded by this, as is the next
  private boolean closed;

  VaultToken(VaultHttp http, VaultLogin login, LongSupplier nanoTime) {
    this.http = http;
    this.login = login;
    this.nanoTime = nanoTime;
  }

  private record Lease(String token, boolean renewable, long from, Duration length) {
    boolean isOld(long now) {
      return !length.isZero() && now - from > length.toNanos() / 3 * 2;
    }

    boolean isOver(long now) {
      return !length.isZero() && now - from > length.toNanos();
    }

    @Override
    public String toString() {
      return "Lease[" + length + "]";
    }
  }

  /**
   * Asks with the token; once more, with a new one, if Vault refuses it, be it that somebody
   * revoked it.
   *
   * @param question given the token
   */
  VaultHttp.Answer asked(Function<String, VaultHttp.Answer> question) {
    String token = current();
    VaultHttp.Answer answer = question.apply(token);
    if (answer.status() != 403) {
      return answer;
    }
    String next = after(token);
    return next.equals(token) ? answer : question.apply(next);
  }

  private synchronized String current() {
    if (login instanceof VaultLogin.TokenFile file) {
      return file.token();
    }
    Lease known = lease;
    long now = nanoTime.getAsLong();
    if (known != null && known.isOld(now)) {
      lease = known.renewable() && !known.isOver(now) ? renewed(known) : null;
    }
    return lease == null ? loggedIn().token() : lease.token();
  }

  private synchronized String after(String refused) {
    if (login instanceof VaultLogin.TokenFile file) {
      return file.token();
    }
    boolean isAnother = lease != null && !lease.token().equals(refused);
    return isAnother && lease != null ? lease.token() : loggedIn().token();
  }

  private Lease loggedIn() {
    if (closed) {
      throw new IllegalStateException("The key of Vault was closed meanwhile");
    }
    VaultLogin.ByRequest by = (VaultLogin.ByRequest) login;
    String path = "auth/" + by.mount() + "/login";
    VaultHttp.Answer answer = http.ask(path, null, by.body());
    Lease got = answer.status() == 200 ? lease(answer.body()) : null;
    if (got == null) {
      throw new IllegalStateException(
          "Vault refuses the login by '%s' with status %d; look at its role, and at the files named in the setting"
              .formatted(path, answer.status()));
    }
    lease = got;
    return got;
  }

  /**
   * Has Vault revoke the token that a login gave, and logs in no more. A token that can't be
   * revoked now ends with its lease; that of a file is its owner's.
   */
  synchronized void close() {
    closed = true;
    Lease known = lease;
    lease = null;
    if (known != null && !known.isOver(nanoTime.getAsLong())) {
      try {
        http.ask("auth/token/revoke-self", known.token(), new JsonObject());
      } catch (IllegalStateException e) { // out of reach: closing is to succeed all the same
        LOGGER.log(
            Level.WARNING,
            "The token of a login to Vault could not be revoked, and ends with its lease: {0}",
            e.getMessage());
      }
    }
  }

  /** Null if Vault doesn't: then a login may help. */
  private @Nullable Lease renewed(Lease old) {
    VaultHttp.Answer answer = http.ask("auth/token/renew-self", old.token(), new JsonObject());
    return answer.status() == 200 ? lease(answer.body()) : null;
  }

  private @Nullable Lease lease(JsonObject body) {
    try {
      JsonObject auth = body.getAsJsonObject("auth");
      String token = auth.get("client_token").getAsString();
      return VaultLogin.ONE_LINE.matcher(token).matches()
          ? new Lease(
              token,
              auth.get("renewable").getAsBoolean(),
              nanoTime.getAsLong(),
              Duration.ofSeconds(auth.get("lease_duration").getAsLong()))
          : null;
    } catch (RuntimeException e) { // whose message may show it
      return null;
    }
  }
}
