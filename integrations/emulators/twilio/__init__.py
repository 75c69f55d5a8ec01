"""A stand-in for Twilio's Messages resource, the phones it delivers to and the webhooks it sends."""
