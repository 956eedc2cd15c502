-- Each code that was accepted, by its step: none is taken twice, whatever the clock does.
CREATE TABLE spent_code (
    account_id BIGINT NOT NULL REFERENCES account (id),
    step BIGINT NOT NULL,
    PRIMARY KEY (account_id, step)
);
INSERT INTO spent_code (account_id, step) SELECT id, totp_step FROM account WHERE totp_step > 0;
