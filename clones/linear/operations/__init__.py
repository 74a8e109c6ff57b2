"""Linear's queries and mutations, by what they are about; https://studio.apollographql.com/public/Linear-API."""
