"""Print fresh secrets for .env. Needs nothing but Python; to change them later see docs/production.md."""

import base64
import secrets

print(f"POSTGRES_PASSWORD={secrets.token_urlsafe(24)}")
print(f"DATABASE_PASSWORD={secrets.token_urlsafe(24)}")
print(f"SECRET_KEY={secrets.token_urlsafe(48)}")
print(f"NIK_KEYS={base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()}")
print(f"NIK_HMAC_KEY={secrets.token_urlsafe(48)}")
print(f"ACCESS_LOG_KEY={secrets.token_urlsafe(48)}")
