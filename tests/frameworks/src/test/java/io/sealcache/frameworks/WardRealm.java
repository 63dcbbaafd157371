package io.sealcache.frameworks;

import java.util.concurrent.atomic.AtomicInteger;
import org.apache.shiro.authc.AuthenticationInfo;
import org.apache.shiro.authc.AuthenticationToken;
import org.apache.shiro.authc.SimpleAuthenticationInfo;
import org.apache.shiro.authz.AuthorizationInfo;
import org.apache.shiro.authz.SimpleAuthorizationInfo;
import org.apache.shiro.realm.AuthorizingRealm;
import org.apache.shiro.subject.PrincipalCollection;

/** A realm as one over a database would be, which counts how often it is asked. */
public class WardRealm extends AuthorizingRealm {
  static final String PASSWORD = "CANARYpasswordCANARY";
  static final String PERMISSION = "CANARYpermissionCANARY";
  static final AtomicInteger AUTHENTICATIONS = new AtomicInteger();
  static final AtomicInteger AUTHORIZATIONS = new AtomicInteger();

  @Override
  protected AuthenticationInfo doGetAuthenticationInfo(AuthenticationToken token) {
    AUTHENTICATIONS.incrementAndGet();
    SimpleAuthenticationInfo info =
        new SimpleAuthenticationInfo(token.getPrincipal(), PASSWORD, getName());
    info.setCredentialsSalt(null); // the empty one that is there can't be serialised
    return info;
  }

  @Override
  protected AuthorizationInfo doGetAuthorizationInfo(PrincipalCollection principals) {
    AUTHORIZATIONS.incrementAndGet();
    SimpleAuthorizationInfo info = new SimpleAuthorizationInfo();
    info.addStringPermission(PERMISSION);
    return info;
  }
}
