package io.sealcache.aws;

import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kms.model.KmsException;

/** The meaning of a failure of a request, and what is to be done: by the code that KMS answers. */
final class KmsFailure {
  private KmsFailure() {}

  /**
   * The exception to throw.
   *
   * @param key which was asked
   * @param permission of IAM that the request needs
   * @return an {@link IllegalArgumentException} if what was wrapped is at fault
   */
  static RuntimeException of(KeyAddress key, String permission, SdkException e) {
    return switch (code(e)) {
      case "InvalidCiphertextException" ->
          new IllegalArgumentException(
              "A key was wrapped for another context than it is opened for, or has been changed: %s refuses it"
                  .formatted(key),
              e);
      case "IncorrectKeyException" ->
          new IllegalArgumentException(
              "A key was wrapped by another key than %s; name that one, and rotate a key in KMS rather than point its alias to a new one"
                  .formatted(key),
              e);
      default -> new IllegalStateException("%s %s".formatted(key, meaning(permission, e)), e);
    };
  }

  private static String meaning(String permission, SdkException e) {
    if (!(e instanceof KmsException answer)) {
      return "can't be asked; look at the cause: the network, the region, or the credentials";
    }
    if (answer.isThrottlingException()) {
      return "is asked too often for the account's quota; ask AWS for a higher one, or for fewer keys at a time";
    }
    return switch (code(answer)) {
      case "DisabledException" -> "is disabled; enable it, or start with other keys";
      case "KMSInvalidStateException" ->
          "can't be used in its state; if its deletion is scheduled, cancel that and enable it";
      case "NotFoundException" -> "does not exist; look at the setting, its region and the account";
      case "InvalidKeyUsageException" ->
          "is of another kind; take a symmetric one, for ENCRYPT_DECRYPT";
      case "AccessDeniedException" ->
          "refuses this identity; its policies must allow '%s'".formatted(permission);
      case "UnrecognizedClientException",
          "InvalidClientTokenId",
          "InvalidSignatureException",
          "ExpiredTokenException",
          "IncompleteSignatureException",
          "MissingAuthenticationTokenException" ->
          "doesn't accept the credentials; renew them, and look at the clock";
      default -> "failed with status %d, %s".formatted(answer.statusCode(), code(answer));
    };
  }

  private static String code(SdkException e) {
    String code =
        e instanceof KmsException answer && answer.awsErrorDetails() != null
            ? answer.awsErrorDetails().errorCode()
            : null;
    return code == null ? "without a code" : code;
  }
}
