// Reads responses with Go's net/http, as they come; lines in and out as in get.py.
package main

import (
	"bufio"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"time"
)

var client = http.Client{Timeout: 30 * time.Second}

func get(url, accept, file string) (string, error) {
	body, err := os.Create(file)
	if err != nil {
		return "", err
	}
	defer body.Close()
	request, err := http.NewRequest("GET", url, nil)
	if err != nil {
		return "", err
	}
	request.Header.Set("Accept", accept)
	response, err := client.Do(request)
	if err != nil {
		return "", err
	}
	defer response.Body.Close()
	if _, err := io.Copy(body, response.Body); err != nil {
		return "", err
	}
	if response.StatusCode != 200 {
		return fmt.Sprint("status ", response.StatusCode), nil
	}
	return "ok", nil
}

func main() {
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		parts := strings.Split(lines.Text(), "\t")
		told, err := get(parts[0], parts[1], parts[2])
		if err != nil {
			told = err.Error()
		}
		fmt.Println(told)
	}
}
