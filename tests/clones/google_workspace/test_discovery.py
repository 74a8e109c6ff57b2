"""Discovery documents describe what the clone serves."""

from tests.clones.caller import Caller


def test_a_document_has_methods_with_paths_that_are_served() -> None:
    ask = Caller("google-workspace")
    found = ask("GET", "/discovery/v1/apis/chat/v1/rest", token=None).data
    assert (found["id"], found["rootUrl"], found["servicePath"]) == ("chat:v1", "http://farm/google-workspace/", "")
    create = found["resources"]["spaces"]["resources"]["messages"]["methods"]["create"]
    assert create["path"] == "v1/{+parent}/messages"
    assert create["parameters"]["parent"] == {"type": "string", "location": "path", "required": True}
    assert create["request"] == {"$ref": "Thing"}
    files = ask("GET", "/discovery/v1/apis/drive/v3/rest").data["resources"]["files"]["methods"]
    assert files["create"]["mediaUpload"]["protocols"]["simple"]["path"] == "/upload/drive/v3/files"
    assert files["list"]["response"] == {"$ref": "Page"}
    assert files["get"]["supportsMediaDownload"] is True
    assert ask("GET", "/discovery/v1/apis/drive/v9/rest").status == 404


def test_the_directory_names_them_all() -> None:
    ask = Caller("google-workspace")
    for each in ask("GET", "/discovery/v1/apis", token=None).data["items"]:
        path = each["discoveryRestUrl"].removeprefix("http://farm/google-workspace")
        assert ask("GET", path).data["resources"]
