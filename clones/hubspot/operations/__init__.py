"""HubSpot's operations that are written by hand; https://developers.hubspot.com/docs/api/crm/understanding-the-crm."""
