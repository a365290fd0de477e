"""RabbitMQ: events on their way out, commands on their way in."""
